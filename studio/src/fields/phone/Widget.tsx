import { Input, Select } from 'antd';
import type { CountryCode } from 'libphonenumber-js/min';
import { type ClipboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';
import { allCallingCodes, readPhone } from './phoneNumbers.ts';
import styles from './Widget.module.css';

/**
 * A telephone number with its country. What is typed is kept as it is; on leaving, a number that exists in the country is
 * written internationally. One that does not is told but not refused: short numbers and extensions exist too.
 */
export function Widget(props: WidgetProps) {
  const { t, i18n } = useTranslation();
  const { id, value, onChange, compact, disabled } = props;
  const text = asText(value) ?? '';
  const [chosen, setChosen] = useState<CountryCode>();
  const [isTyping, setTyping] = useState(false);
  const home = chosen ?? readPhone(text)?.country ?? homeCountry(i18n.language);
  const number = readPhone(text, home);
  const country = number?.country ?? home;
  const options = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  const isDoubtful = !isTyping && text !== '' && !number?.isPossible;

  function leave() {
    setTyping(false);
    if (number?.isPossible && number.text !== text) onChange(number.text);
  }

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const pasted = readPhone(event.clipboardData.getData('text').trim(), country);
    if (!pasted?.isPossible || text !== '') return;
    event.preventDefault();
    onChange(pasted.text);
  }

  const input = (
    <Input
      {...inputProps(props)}
      {...(isDoubtful && !props.invalid ? { status: 'warning' as const } : {})}
      type="tel"
      autoComplete="off"
      maxLength={40}
      value={text}
      onPaste={paste}
      onFocus={() => setTyping(true)}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      onBlur={leave}
    />
  );
  if (compact) return input;
  return (
    <>
      <div className={styles.phone}>
        <Select<CountryCode>
          id={`${id}-country`}
          className={styles.country ?? ''}
          aria-label={t('form.phoneCountry')}
          disabled={disabled ?? false}
          value={country}
          options={options}
          showSearch={{ optionFilterProp: 'search' }}
          popupMatchSelectWidth={260}
          labelRender={({ value: code }) => options.find((option) => option.value === code)?.code}
          optionRender={({ data }) => (
            <span className={styles.option}>
              {data.label}
              <small>{data.code}</small>
            </span>
          )}
          onChange={(next) => {
            setChosen(next);
            const national = number?.national ?? text;
            if (national !== '') onChange(readPhone(national, next)?.text ?? national);
          }}
        />
        {input}
      </div>
      {isDoubtful && !props.invalid ? (
        <p className={styles.doubt} role="status">
          {t('form.phoneDoubt', { country: regionName(country, i18n.language) })}
        </p>
      ) : null}
    </>
  );
}

function regionName(code: string, language: string): string {
  return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}

interface CountryOption {
  readonly value: CountryCode;
  readonly label: string;
  /** `+86` */
  readonly code: string;
  readonly search: string;
}

function countryOptions(language: string): CountryOption[] {
  const options = allCallingCodes().map(({ country, code }) => {
    const label = regionName(country, language);
    return { value: country, label, code, search: `${label} ${country} ${code}` };
  });
  return options.sort((a, b) => a.label.localeCompare(b.label, language));
}

/** Of the browser's region where it tells one, else of the language. */
function homeCountry(language: string): CountryCode {
  const countries = new Map<string, CountryCode>(allCallingCodes().map(({ country }) => [country, country]));
  // Not by Intl.Locale: it throws at what some systems call a language (`en-US@posix`).
  const regions = navigator.languages.map((tag) => /-([A-Z]{2})\b/.exec(tag)?.[1] ?? '');
  const region = regions.find((name) => countries.has(name));
  return countries.get(region ?? '') ?? (language.startsWith('zh') ? 'CN' : 'US');
}
