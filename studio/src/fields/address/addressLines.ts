import type { JsonObject } from '../../../../core/lib/json.ts';
import { asText } from '../../lib/values.ts';
import { countryName } from './countries.ts';

const hasHan = /\p{Script=Han}/u;

/**
 * An address as the post writes it, line by line: a Chinese one from the large to the small and without blanks, others from
 * the street up.
 */
export function addressLines(address: JsonObject, language: string): string[] {
  return linesOf(address, language).filter((line) => line !== '');
}

/** The same in one line. */
export function addressText(address: JsonObject, language: string): string {
  const lines = addressLines(address, language);
  return lines.join(lines.some((line) => hasHan.test(line)) ? ' ' : ', ');
}

function linesOf(address: JsonObject, language: string): string[] {
  const part = (name: string) => asText(address[name]) || undefined;
  const [region, city, district] = [part('region'), part('city'), part('district')];
  const [street, street2, postalCode, country] = [part('street'), part('street2'), part('postalCode'), part('country')];
  const isChinese = hasHan.test(`${region ?? ''}${city ?? ''}${street ?? ''}`);
  // 中国 says nothing to a Chinese reader of a Chinese address.
  const nation =
    country && !(country === 'CN' && language.startsWith('zh')) ? countryName(country, language) : undefined;
  return isChinese
    ? [
        [region, city === region ? undefined : city, district].join(''),
        [street, street2].join(''),
        postalCode ?? '',
        nation ?? '',
      ]
    : [
        [street, street2].filter(Boolean).join(', '),
        [district, city].filter(Boolean).join(', '),
        [region, postalCode].filter(Boolean).join(' '),
        nation ?? '',
      ];
}
