import { useTranslation } from 'react-i18next';
import { type Part, PartsInput } from '../shared/PartsInput.tsx';
import type { WidgetProps } from '../types.ts';

/** Family name first where the language puts it first. */
export function Widget(props: WidgetProps) {
  const { t, i18n } = useTranslation();
  const first: Part = { name: 'first', title: t('person.first') };
  const last: Part = { name: 'last', title: t('person.last') };
  return <PartsInput {...props} parts={i18n.language.startsWith('zh') ? [last, first] : [first, last]} />;
}
