const codeThenCity = /^(?:([A-Z]{1,2})-)?(\d{4,5})\s+([\p{L}][\p{L} .'-]+)$/u;
const cityThenState = /^([\p{L}][\p{L} .'-]+),?\s+([A-Z]{2})\s+(\d{5}(?:-\d{4})?)$/u;
const cityThenCode = /^([\p{L}][\p{L} .'-]+),?\s+([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})$/u;
const countries: Readonly<Record<string, string>> = {
  ...{ germany: 'DE', deutschland: 'DE', austria: 'AT', österreich: 'AT', switzerland: 'CH', schweiz: 'CH' },
  ...{ france: 'FR', italy: 'IT', spain: 'ES', netherlands: 'NL', 'united kingdom': 'GB', uk: 'GB', ireland: 'IE' },
  ...{ usa: 'US', 'united states': 'US', canada: 'CA', australia: 'AU', singapore: 'SG', china: 'CN', japan: 'JP' },
};
const licencePlates: Readonly<Record<string, string>> = { D: 'DE', A: 'AT', CH: 'CH', F: 'FR', I: 'IT', NL: 'NL' };

/** A postal address in the lines of a signature: `10115 Berlin`, `Austin, TX 78701` or `London SW1A 1AA`, and what stands around it. */
export function latinAddress(lines: readonly string[]): Readonly<Record<string, string>> | undefined {
  const parts = lines.flatMap(splitLine);
  const at = parts.findIndex(isCity);
  const line = parts[at];
  if (line === undefined) return undefined;
  const before = parts[at - 1];
  const street = before !== undefined && /\d/.test(before) && /\p{L}{3}/u.test(before) ? before : undefined;
  const named = parts.slice(at + 1).find((part) => countries[part.toLowerCase()] !== undefined);
  const country = named && countries[named.toLowerCase()];
  return {
    ...(street === undefined ? {} : { street }),
    ...cityOf(line),
    ...(country ? { country } : {}),
  };
}

/** `1 Main Street, Austin, TX 78701` is a street and a city; `Hauptstr. 5, 10115 Berlin, Germany` a country as well. */
function splitLine(line: string): string[] {
  if (isCity(line)) return [line];
  const pieces = line.split(/,\s*/);
  for (let at = 1; at < pieces.length; at += 1) {
    for (let end = pieces.length; end > at; end -= 1) {
      const city = pieces.slice(at, end).join(', ');
      if (isCity(city)) return [pieces.slice(0, at).join(', '), city, ...pieces.slice(end)];
    }
  }
  return [line];
}

function isCity(line: string): boolean {
  return codeThenCity.test(line) || cityThenState.test(line) || cityThenCode.test(line);
}

function cityOf(line: string): Readonly<Record<string, string>> {
  const [, plate = '', code, city] = codeThenCity.exec(line) ?? [];
  if (code && city) {
    const country = licencePlates[plate] ?? (plate.length === 2 ? plate : undefined);
    return { postalCode: code, city, ...(country ? { country } : {}) };
  }
  const [, american, state, zip] = cityThenState.exec(line) ?? [];
  if (american && state && zip) return { city: american, region: state, postalCode: zip, country: 'US' };
  const [, british, postcode] = cityThenCode.exec(line) ?? [];
  return british && postcode ? { city: british, postalCode: postcode, country: 'GB' } : {};
}
