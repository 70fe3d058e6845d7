import {
  fonts,
  motion,
  optionColors,
  type Palette,
  palettes,
  type Sizes,
  scale,
  sizes,
  type ThemeName,
} from './tokens.ts';

/**
 * The design language as CSS variables, `--k-surface` for `surface`. The build writes it into index.html, so that the first
 * paint has the right colours; `data-theme` and `data-density` on the root element choose, without them the system does.
 */
export function tokensCss(): string {
  const [light, dark] = [theme('light'), theme('dark')];
  return [
    rule(':root', [...light, ...density(sizes.comfortable), ...constant()]),
    rule(':root:lang(zh)', [
      ['--k-font-family', fonts.han],
      ['--k-line-height', '1.6'],
    ]),
    `@media (prefers-color-scheme: dark) { ${rule(':root', dark)} }`,
    rule(":root[data-theme='light']", light),
    rule(":root[data-theme='dark']", dark),
    rule(":root[data-density='compact']", density(sizes.compact)),
    `@media (pointer: coarse) { ${rule(':root, :root[data-density]', density(sizes.touch))} }`,
  ].join('\n');
}

type Variables = readonly (readonly [name: string, value: string])[];

function theme(name: ThemeName): Variables {
  const options = Object.entries(optionColors[name]).flatMap(([option, { ground, text }]) => [
    [`--k-option-${option}-ground`, ground] as const,
    [`--k-option-${option}-text`, text] as const,
  ]);
  return [['color-scheme', name], ...named(palettes[name]), ...options];
}

function density(of: Sizes): Variables {
  return named(of, 'px');
}

function constant(): Variables {
  return [
    ...named(scale, 'px'),
    ['--k-font-family', fonts.latin],
    ['--k-font-mono', fonts.mono],
    ['--k-line-height', '1.5'],
    ['--k-fast', `${motion.fast}s`],
    ['--k-mid', `${motion.mid}s`],
    ['--k-slow', `${motion.slow}s`],
    ['--k-ease', motion.ease],
  ];
}

function named(values: Palette | Sizes | typeof scale, unit = ''): Variables {
  return Object.entries(values).map(([name, value]) => [cssName(name), `${value}${unit}`]);
}

function rule(selector: string, variables: Variables): string {
  return `${selector} { ${variables.map(([name, value]) => `${name}: ${value};`).join(' ')} }`;
}

function cssName(name: string): string {
  return `--k-${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`).replace(/(\D)(\d)/, '$1-$2')}`;
}
