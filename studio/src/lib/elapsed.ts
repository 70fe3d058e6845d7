/** Time between two moments as people read it: `<1 ms`, `240 ms`, `1.4 s`, `3 min 20 s`, `2 h 5 min`, `3 d`. */
export function elapsed(language: string, from: string, to: string): string {
  const ms = Math.max(0, new Date(to).getTime() - new Date(from).getTime());
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  if (ms < 1) return `<${unit(1, 'millisecond')}`;
  if (ms < 1000) return unit(ms, 'millisecond');
  const seconds = ms / 1000;
  if (seconds < 60) return unit(seconds, 'second', seconds < 10 ? 1 : 0);
  const whole = Math.floor(seconds);
  const [minutes, hours, days] = [Math.floor(whole / 60), Math.floor(whole / 3600), Math.floor(whole / 86_400)];
  const two = (large: string, small: string) => (small === '' ? large : `${large} ${small}`);
  if (minutes < 60) return two(unit(minutes, 'minute'), whole % 60 ? unit(whole % 60, 'second') : '');
  if (hours < 24) return two(unit(hours, 'hour'), minutes % 60 ? unit(minutes % 60, 'minute') : '');
  return two(unit(days, 'day'), hours % 24 ? unit(hours % 24, 'hour') : '');
}
