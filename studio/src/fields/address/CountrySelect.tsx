import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePinyin } from '../../app/usePinyin.ts';
import { containsText } from '../../lib/matchText.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';
import { countryName, listCountries } from './countries.ts';

interface CountrySelectProps extends WidgetProps {
  readonly country: string | undefined;
  readonly onCountry: (code: string | undefined) => void;
}

export function CountrySelect({ country, onCountry, ...props }: CountrySelectProps) {
  const { t, i18n } = useTranslation();
  const options = useMemo(
    () =>
      listCountries(i18n.language).map(({ code, name }) => ({ value: code, label: name, search: `${name} ${code}` })),
    [i18n.language],
  );
  const [isWanted, setWanted] = useState(false);
  const pinyin = usePinyin(isWanted);
  return (
    <Select<string>
      {...inputProps(props)}
      aria-label={t('address.country')}
      placeholder={t('address.country')}
      allowClear
      showSearch={{ filterOption: (typed, option) => containsText(typed, option?.search ?? '', pinyin) }}
      onFocus={() => setWanted(true)}
      value={country ?? null}
      options={options}
      labelRender={({ value }) => countryName(String(value), i18n.language)}
      onChange={(next) => onCountry(next)}
    />
  );
}
