export interface Point {
  /** Degrees, north positive. */
  readonly lat: number;
  /** Degrees, east positive. */
  readonly lng: number;
}

const degrees = String.raw`(-?\d{1,3}(?:\.\d+)?)\s*°?`;
const plain = new RegExp(String.raw`^\(?${degrees}\s*([NS北南])?[\s,;，]+${degrees}\s*([EW东西])?\)?$`, 'i');
const sexagesimal =
  /^(\d{1,3})°\s*(\d{1,2})[′']\s*(?:(\d{1,2}(?:\.\d+)?)[″"]\s*)?([NS北南])[\s,，]*(\d{1,3})°\s*(\d{1,2})[′']\s*(?:(\d{1,2}(?:\.\d+)?)[″"]\s*)?([EW东西])$/i;

/** A place as maps give it: `31.23, 121.47`, `31.23°N 121.47°E`, `31°13′48″N 121°28′12″E`, or the address of a map. */
export function readPoint(text: string): Point | undefined {
  const typed = text.trim();
  const address = /[@=/](-?\d{1,2}\.\d+)[,/](-?\d{1,3}\.\d+)/.exec(/^https?:/.test(typed) ? typed : '');
  if (address) return within(Number(address[1]), Number(address[2]));
  const [, lat, north, lng, east] = plain.exec(typed) ?? [];
  if (lat !== undefined && lng !== undefined) return within(Number(lat) * signOf(north), Number(lng) * signOf(east));
  const parts = sexagesimal.exec(typed);
  if (!parts) return undefined;
  return within(fromParts(parts.slice(1, 5)), fromParts(parts.slice(5, 9)));
}

/** Where a point is shown on a map. */
export function mapUrl({ lat, lng }: Point): string {
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}#map=15/${lat}/${lng}`;
}

function fromParts([degree, minute, second, direction]: readonly (string | undefined)[]): number {
  const size = Number(degree) + Number(minute) / 60 + Number(second ?? 0) / 3600;
  return Number((size * signOf(direction)).toFixed(6));
}

function signOf(direction: string | undefined): number {
  return direction && /[SW南西]/i.test(direction) ? -1 : 1;
}

function within(lat: number, lng: number): Point | undefined {
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : undefined;
}
