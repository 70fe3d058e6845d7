import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isPossiblePhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

interface PhoneNumber {
  readonly country: CountryCode | undefined;
  /** As it is written internationally, with its extension: `+49 30 123456 ext. 12`. */
  readonly text: string;
  /** As it is written in its country. */
  readonly national: string;
  /** It has as many digits as numbers of its country have. */
  readonly isPossible: boolean;
}

/** A number as it was typed; `home` is the country of numbers without a `+`. Undefined when it is no number. */
export function readPhone(text: string, home?: CountryCode): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(text, home);
  if (!number) return undefined;
  return {
    country: number.country ?? (text.trim().startsWith('+') ? undefined : home),
    text: number.formatInternational(),
    national: number.formatNational(),
    isPossible: isPossiblePhoneNumber(number.number),
  };
}

/** All countries with their calling codes: `{country: 'CN', code: '+86'}`. */
export function allCallingCodes(): { readonly country: CountryCode; readonly code: string }[] {
  return getCountries().map((country) => ({ country, code: `+${getCountryCallingCode(country)}` }));
}
