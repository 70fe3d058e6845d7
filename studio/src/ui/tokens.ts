/**
 * The design language: every colour, size and curve of the application. Style sheets use it as CSS variables (`tokensCss.ts`),
 * antd as a theme (`antdTheme.ts`). `tokens.test.ts` holds the contrasts.
 */

export type ThemeName = 'light' | 'dark';
export type Density = 'comfortable' | 'compact';

export interface Palette {
  /** Page; sunken beside it (sidebar, boards); raised above it (menus, dialogs); and what lies under the pointer or is chosen. */
  readonly surface: string;
  readonly sunken: string;
  readonly raised: string;
  readonly hover: string;
  readonly active: string;
  /** Text from strong to faint: at least 4.5:1 on all of the above. */
  readonly text: string;
  readonly textSecondary: string;
  readonly textFaint: string;
  readonly line: string;
  readonly lineStrong: string;
  /** Links, focus, what is chosen: readable as text. */
  readonly accent: string;
  readonly accentHover: string;
  readonly accentSoft: string;
  /** Ground of the main button, with `onAccent` on it. */
  readonly accentFill: string;
  readonly accentFillHover: string;
  readonly onAccent: string;
  readonly danger: string;
  readonly dangerFill: string;
  readonly dangerSoft: string;
  readonly success: string;
  readonly successSoft: string;
  readonly warning: string;
  readonly warningSoft: string;
  readonly star: string;
  /** The fire in the mark. */
  readonly brand: string;
  readonly overlay: string;
  readonly shadow: string;
  readonly shadowRaised: string;
}

export const palettes: Readonly<Record<ThemeName, Palette>> = {
  light: {
    surface: '#ffffff',
    sunken: '#f8f8f9',
    raised: '#ffffff',
    hover: '#f2f2f4',
    active: '#e9e9ed',
    text: '#1c1d22',
    textSecondary: '#54565f',
    textFaint: '#666974',
    line: '#e8e8ec',
    lineStrong: '#d4d5db',
    accent: '#4a50cc',
    accentHover: '#3c41b0',
    accentSoft: '#ecedfb',
    accentFill: '#4a50cc',
    accentFillHover: '#3f45b8',
    onAccent: '#ffffff',
    danger: '#c42b24',
    dangerFill: '#c42b24',
    dangerSoft: '#fdf1f0',
    success: '#1a7a48',
    successSoft: '#eaf6ef',
    warning: '#8a5700',
    warningSoft: '#fdf6e7',
    star: '#d9940a',
    brand: '#d4501a',
    overlay: 'rgb(20 21 28 / 0.32)',
    shadow: '0 1px 2px rgb(20 21 28 / 0.05)',
    shadowRaised: '0 12px 32px rgb(20 21 28 / 0.12), 0 2px 6px rgb(20 21 28 / 0.06), 0 0 0 1px rgb(20 21 28 / 0.05)',
  },
  dark: {
    surface: '#17181b',
    sunken: '#111214',
    raised: '#1e1f23',
    hover: '#232429',
    active: '#2c2d33',
    text: '#eeeef1',
    textSecondary: '#a9abb6',
    textFaint: '#9597a3',
    line: '#27282d',
    lineStrong: '#3a3b43',
    accent: '#9aa0ff',
    accentHover: '#b3b8ff',
    accentSoft: '#24263f',
    accentFill: '#5b61dc',
    accentFillHover: '#6066e1',
    onAccent: '#ffffff',
    danger: '#ff8078',
    dangerFill: '#cf372f',
    dangerSoft: '#351d1d',
    success: '#5cc98e',
    successSoft: '#16291f',
    warning: '#e0ad4b',
    warningSoft: '#2e2512',
    star: '#e9b444',
    brand: '#ee6a30',
    overlay: 'rgb(0 0 0 / 0.56)',
    shadow: '0 1px 2px rgb(0 0 0 / 0.3)',
    shadowRaised: '0 16px 40px rgb(0 0 0 / 0.5), 0 2px 6px rgb(0 0 0 / 0.3), 0 0 0 1px rgb(255 255 255 / 0.08)',
  },
};

interface OptionColor {
  readonly ground: string;
  readonly text: string;
}

/** Colours that an option of a select may carry, by the name used in definitions: soft ground, text on it of at least 4.5:1. */
export const optionColors: Readonly<Record<ThemeName, Readonly<Record<string, OptionColor>>>> = {
  light: {
    gray: { ground: '#f0f1f3', text: '#4a4d57' },
    red: { ground: '#fdecea', text: '#a3271f' },
    volcano: { ground: '#fdece4', text: '#a33310' },
    orange: { ground: '#fdefe3', text: '#934208' },
    gold: { ground: '#fcf3d9', text: '#7d5200' },
    yellow: { ground: '#fbf6cf', text: '#6b5900' },
    lime: { ground: '#f1f7d8', text: '#4d6204' },
    green: { ground: '#e5f5ea', text: '#1b6b3c' },
    cyan: { ground: '#e0f4f2', text: '#0f6660' },
    blue: { ground: '#e6f0fd', text: '#1d559f' },
    geekblue: { ground: '#ebecfd', text: '#4046b0' },
    purple: { ground: '#f3eafc', text: '#6d35a8' },
    magenta: { ground: '#fce9f2', text: '#9b2763' },
    pink: { ground: '#fde9ee', text: '#9c2444' },
  },
  dark: {
    gray: { ground: '#2b2c32', text: '#c3c5cf' },
    red: { ground: '#3d2020', text: '#ffa39b' },
    volcano: { ground: '#3d231a', text: '#ffa987' },
    orange: { ground: '#3b2716', text: '#fdb57c' },
    gold: { ground: '#372a10', text: '#f0c25f' },
    yellow: { ground: '#33300f', text: '#e3d35a' },
    lime: { ground: '#293212', text: '#bdd968' },
    green: { ground: '#173222', text: '#7fd6a0' },
    cyan: { ground: '#123230', text: '#6fd3ca' },
    blue: { ground: '#182d4a', text: '#92c0fb' },
    geekblue: { ground: '#24264a', text: '#b0b5ff' },
    purple: { ground: '#33214a', text: '#d3abfb' },
    magenta: { ground: '#3c1e30', text: '#f7a4cb' },
    pink: { ground: '#3d1f29', text: '#fda6b8' },
  },
};

/** Lines and bars of charts, in the order in which they are taken: as text at least 4.5:1 on the page, and the page on them. */
export const chartColors: Readonly<Record<ThemeName, readonly string[]>> = {
  light: ['#4a50cc', '#0f766e', '#b45309', '#be185d', '#1769aa', '#5f6b0b', '#7c3aed', '#57606f'],
  dark: ['#9aa0ff', '#4fc9bb', '#f0a04b', '#f472b6', '#63b3ed', '#bfd05a', '#c4a1ff', '#a9b1bf'],
};

/** px */
export interface Sizes {
  readonly font: number;
  readonly control: number;
  readonly controlSmall: number;
  /** Row of a list. */
  readonly row: number;
  /** Entry of the sidebar and of menus. */
  readonly item: number;
  readonly header: number;
  /** Space around a page's content. */
  readonly gutter: number;
}

export const sizes: Readonly<Record<Density | 'touch', Sizes>> = {
  comfortable: { font: 14, control: 34, controlSmall: 28, row: 42, item: 32, header: 56, gutter: 24 },
  compact: { font: 13, control: 28, controlSmall: 24, row: 33, item: 28, header: 46, gutter: 16 },
  // A finger needs 40 px, and a phone zooms into controls whose text is below 16 px.
  touch: { font: 15, control: 40, controlSmall: 34, row: 52, item: 42, header: 54, gutter: 16 },
};

/** px, the same in every density. */
export const scale = {
  space1: 4,
  space2: 8,
  space3: 12,
  space4: 16,
  space5: 24,
  space6: 32,
  space7: 48,
  radiusSmall: 4,
  radius: 6,
  radiusLarge: 10,
  fontTiny: 11,
  fontSmall: 12,
  fontLarge: 16,
  fontTitle: 20,
  fontDisplay: 28,
  sidebar: 244,
} as const;

/** Seconds: what answers a hand, what comes and goes, what opens. */
export const motion = { fast: 0.1, mid: 0.16, slow: 0.24, ease: 'cubic-bezier(0.2, 0, 0, 1)' } as const;

const system = "'Inter Fallback', system-ui, -apple-system, 'Segoe UI', Roboto";
const han =
  "'PingFang SC', 'Hiragino Sans GB', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei'";

/** Inter for Latin text and digits; the platform's own faces for Chinese, whose strokes are about as heavy at the same size. */
export const fonts = {
  latin: `Inter, ${system}, ${han}, sans-serif`,
  // Between Chinese characters “ ” ‘ ’ … — are full width, so they must not come from Inter.
  han: `'Inter Han', ${han}, ${system}, sans-serif`,
  mono: "ui-monospace, 'SF Mono', 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
} as const;
