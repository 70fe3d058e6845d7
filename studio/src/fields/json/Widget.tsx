import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../core/lib/json.ts';
import { inputProps } from '../shared/inputProps.ts';
import { useTypedText } from '../shared/useTypedText.ts';
import type { WidgetProps } from '../types.ts';

export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const typed = useTypedText(props, {
    show: (value) => (value === null ? '' : JSON.stringify(value, null, 2)),
    read: parse,
    problem: t('form.jsonProblem'),
  });
  return (
    <Input.TextArea
      {...inputProps(props)}
      {...(typed.isBad ? { status: 'error' as const } : {})}
      spellCheck={false}
      autoSize={{ minRows: props.compact ? 1 : 4, maxRows: 18 }}
      style={{ fontFamily: 'var(--k-font-mono)', fontSize: 'var(--k-font-small)' }}
      value={typed.text}
      onChange={(event) => typed.type(event.target.value)}
      onBlur={typed.settle}
    />
  );
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
