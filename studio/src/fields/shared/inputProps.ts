import type { WidgetProps } from '../types.ts';

/** What every antd control takes from a widget: identity, error state, names for assistive technology. */
export function inputProps({ id, invalid, required, describedBy, compact, label, disabled }: WidgetProps) {
  return {
    id,
    ...(invalid ? { status: 'error' as const, 'aria-invalid': true } : {}),
    ...(disabled ? { disabled: true } : {}),
    ...(required ? { 'aria-required': true } : {}),
    ...(label ? { 'aria-label': label } : {}),
    ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    ...(compact ? { variant: 'borderless' as const } : {}),
  };
}
