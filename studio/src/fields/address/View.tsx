import { useTranslation } from 'react-i18next';
import { asObject } from '../../lib/values.ts';
import type { CellProps } from '../types.ts';
import { addressLines } from './addressLines.ts';

export function View({ value }: CellProps) {
  const { i18n } = useTranslation();
  return (
    <address style={{ fontStyle: 'normal' }}>
      {addressLines(asObject(value) ?? {}, i18n.language).map((line) => (
        <div key={line}>{line}</div>
      ))}
    </address>
  );
}
