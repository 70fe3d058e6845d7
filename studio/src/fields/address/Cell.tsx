import { useTranslation } from 'react-i18next';
import { asObject, asText } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  const { i18n } = useTranslation();
  const address = asObject(value) ?? {};
  const part = (name: string) => asText(address[name]);
  const isChinese = i18n.language.startsWith('zh') && address.country === 'CN';
  const text = isChinese
    ? [part('region'), part('city'), part('district'), part('street'), part('street2')].filter(Boolean).join('')
    : [
        part('street'),
        part('street2'),
        part('district'),
        part('city'),
        part('region'),
        part('postalCode'),
        countryName(part('country'), i18n.language),
      ]
        .filter(Boolean)
        .join(', ');
  return <span className={styles.text}>{text}</span>;
}

function countryName(code: string | undefined, language: string): string | undefined {
  if (!code || !/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(language, { type: 'region' }).of(code);
}
