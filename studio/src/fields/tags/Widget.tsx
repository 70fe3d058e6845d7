import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { asTexts } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';

/** Free words: Enter or a comma (also the Chinese ones) ends one. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  return (
    <Select<string[]>
      {...inputProps(props)}
      mode="tags"
      open={false}
      suffixIcon={null}
      style={{ width: '100%' }}
      tokenSeparators={[',', '，', '、', ';', '；']}
      placeholder={props.compact ? undefined : t('form.tagsHint')}
      value={asTexts(props.value)}
      onChange={(next) => {
        const tags = [...new Set(next.map((tag) => tag.trim()).filter(Boolean))];
        props.onChange(tags.length > 0 ? tags : null);
      }}
    />
  );
}
