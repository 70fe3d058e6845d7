import { expect, test } from 'vitest';
import { chartColors, optionColors, palettes, type ThemeName } from './tokens.ts';

const themes: readonly ThemeName[] = ['light', 'dark'];

test.each(themes)('text of the %s theme has at least 4.5:1 on every ground it stands on', (name) => {
  const color = palettes[name];
  const grounds = [color.surface, color.sunken, color.raised, color.hover, color.active, color.accentSoft];
  for (const text of [color.text, color.textSecondary, color.textFaint]) {
    for (const ground of grounds) expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
  const plain = [color.surface, color.sunken, color.raised, color.hover];
  const pairs = [
    ...[color.accent, color.danger, color.success, color.warning].flatMap((text) => plain.map((on) => [text, on])),
    [color.accent, color.accentSoft],
    [color.danger, color.dangerSoft],
    [color.success, color.successSoft],
    [color.warning, color.warningSoft],
    [color.onAccent, color.accentFill],
    [color.onAccent, color.accentFillHover],
    [color.onAccent, color.dangerFill],
  ] as const;
  for (const [text = '', ground = ''] of pairs)
    expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
});

test.each(themes)('options of the %s theme are readable, and both themes have the same', (name) => {
  for (const [option, { ground, text }] of Object.entries(optionColors[name]))
    expect(contrast(text, ground), option).toBeGreaterThanOrEqual(4.5);
  expect(Object.keys(optionColors.dark)).toEqual(Object.keys(optionColors.light));
});

test.each(themes)('charts of the %s theme are seen on the page, and words on them are read', (name) => {
  for (const color of chartColors[name])
    expect(contrast(color, palettes[name].surface), color).toBeGreaterThanOrEqual(4.5);
});

/** WCAG 2.2, relative luminance of #rrggbb. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
