import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { asTexts } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import { OptionTag } from '../shared/OptionTag.tsx';
import type { WidgetProps } from '../types.ts';

/** Free words: Enter or a comma (also the Chinese ones) ends one, and so does leaving. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  return (
    <Select<string[]>
      {...inputProps(props)}
      mode="tags"
      open={false}
      suffixIcon={null}
      style={{ width: '100%' }}
      tokenSeparators={[',', '，', '、', ';', '；', '\n', '\t']}
      placeholder={props.compact ? undefined : t('form.tagsHint')}
      value={asTexts(props.value)}
      tagRender={({ value, onClose }) => (
        <OptionTag title={String(value)} disabled={props.disabled ?? false} onRemove={onClose} />
      )}
      onChange={(next) => {
        const tags = [...new Set(next.map((tag) => tag.trim()).filter(Boolean))];
        props.onChange(tags.length > 0 ? tags : null);
      }}
    />
  );
}
