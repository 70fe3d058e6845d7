import { useTranslation } from 'react-i18next';
import { type Part, PartsInput } from '../shared/PartsInput.tsx';
import type { WidgetProps } from '../types.ts';

/** In the order in which each language writes an address: Chinese from the country down to the street. */
export function Widget(props: WidgetProps) {
  const { t, i18n } = useTranslation();
  const country: Part = {
    name: 'country',
    title: t('address.country'),
    tidy: (text) =>
      text
        .toUpperCase()
        .replace(/[^A-Z]/g, '')
        .slice(0, 2),
  };
  const postalCode: Part = { name: 'postalCode', title: t('address.postalCode') };
  const street: Part = { name: 'street', title: t('address.street'), wide: true };
  const street2: Part = { name: 'street2', title: t('address.street2'), wide: true };
  const city: Part = { name: 'city', title: t('address.city') };
  const region: Part = { name: 'region', title: t('address.region') };
  const district: Part = { name: 'district', title: t('address.district') };
  const parts = i18n.language.startsWith('zh')
    ? [country, region, city, district, street, street2, postalCode]
    : [street, street2, city, region, postalCode, country];
  return <PartsInput {...props} parts={parts} />;
}
