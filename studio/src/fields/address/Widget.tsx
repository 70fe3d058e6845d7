import { Input } from 'antd';
import type { ClipboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../core/lib/json.ts';
import { asObject, asText, isEmpty } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import styles from '../shared/parts.module.css';
import type { WidgetProps } from '../types.ts';
import { CountrySelect } from './CountrySelect.tsx';
import { RegionCascade } from './RegionCascade.tsx';
import { loadRegions } from './regions.ts';
import { splitAddress } from './splitAddress.ts';

type Parts = Readonly<Record<string, string | undefined>>;

/**
 * In the order in which each language writes an address: Chinese from the country down to the street. Regions of China are
 * chosen from a list. A whole Chinese address pasted into the street is taken apart.
 */
export function Widget(props: WidgetProps) {
  const { t, i18n } = useTranslation();
  const { id, value, onChange, faults } = props;
  const address = asObject(value) ?? {};
  const part = (name: string) => asText(address[name]);
  const isChineseReader = i18n.language.startsWith('zh');
  const hasRegions = part('country') === 'CN' || (part('country') === undefined && isChineseReader);

  function change(next: Parts) {
    const all: Record<string, Json | undefined> = { ...address, ...next };
    const filled = Object.entries(all).flatMap(([name, item]) =>
      item === undefined || isEmpty(item) ? [] : [[name, item] as const],
    );
    onChange(filled.length > 0 ? Object.fromEntries(filled) : null);
  }

  async function paste(event: ClipboardEvent<HTMLInputElement>) {
    const text = event.clipboardData.getData('text');
    if (!/\p{Script=Han}{4}/u.test(text) || !isEmpty(address.region ?? null)) return;
    event.preventDefault();
    const split = splitAddress(text, await loadRegions());
    change(split ? { country: 'CN', ...split } : { street: text });
  }

  const idOf = (name: string) => (name === first ? id : `${id}-${name}`);
  const first = isChineseReader ? 'country' : 'street';
  const partProps = (name: string) => ({
    ...props,
    id: idOf(name),
    invalid: props.invalid && (faults.length === 0 || faults.some(({ path }) => path.length === 0 || path[0] === name)),
  });
  const text = (name: string, title: string) => (
    <Input
      key={name}
      {...inputProps(partProps(name))}
      autoComplete="off"
      aria-label={title}
      placeholder={title}
      value={part(name) ?? ''}
      onChange={(event) => change({ [name]: event.target.value })}
      {...(name === 'street' ? { onPaste: paste } : {})}
    />
  );
  const wide = (name: string, control: ReactNode) => (
    <div key={name} className={styles.wide}>
      {control}
    </div>
  );
  const country = (
    <CountrySelect
      key="country"
      {...partProps('country')}
      country={part('country')}
      onCountry={(next) => change({ country: next })}
    />
  );
  const area = hasRegions ? (
    wide(
      'region',
      <RegionCascade
        {...partProps('region')}
        names={[part('region'), part('city'), part('district')].filter((name) => name !== undefined)}
        onNames={([region, city, district]) =>
          change({ country: region === undefined ? part('country') : 'CN', region, city, district })
        }
      />,
    )
  ) : (
    <>
      {text('city', t('address.city'))}
      {text('region', t('address.region'))}
      {part('district') === undefined ? null : text('district', t('address.district'))}
    </>
  );
  const street = wide('street', text('street', t('address.street')));
  const street2 = wide('street2', text('street2', t('address.street2')));
  const postalCode = text('postalCode', t('address.postalCode'));
  return (
    <div className={styles.parts}>
      {isChineseReader ? (
        <>
          {country}
          {postalCode}
          {area}
          {street}
          {street2}
        </>
      ) : (
        <>
          {street}
          {street2}
          {area}
          {postalCode}
          {country}
        </>
      )}
    </div>
  );
}
