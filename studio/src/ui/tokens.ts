import type { ThemeConfig } from 'antd';

/** Every colour, size and curve of the application. Components use the CSS variables, antd the theme; both come from here. */
export const palette = {
  /** Page and raised surfaces, sunken surfaces (sidebar, table head), and their hover. */
  surface: '#ffffff',
  sunken: '#fafafb',
  hover: '#f4f4f6',
  active: '#ececf1',
  /** Text from strong to faint; each has at least 4.5:1 on `surface` and `sunken`. */
  text: '#1b1c22',
  textSecondary: '#5a5d69',
  textFaint: '#6d707c',
  line: '#e7e8ec',
  lineStrong: '#d6d8de',
  accent: '#4f56d3',
  accentHover: '#4248b8',
  accentSoft: '#eeeffc',
  danger: '#c8322b',
  dangerSoft: '#fdf1f0',
  success: '#1c7c4a',
  warning: '#8f5a00',
  warningSoft: '#fdf6e7',
  overlay: 'rgb(20 21 28 / 0.32)',
} as const;

const size = {
  radius: 6,
  radiusLarge: 10,
  control: 32,
  controlSmall: 26,
  row: 40,
  font: 13,
  fontSmall: 12,
  fontLarge: 15,
  fontTitle: 20,
  sidebar: 228,
  header: 52,
} as const;

// Inter for Latin text; the platform's own faces for Chinese sit well beside it at the same size.
const fontFamily =
  "'Inter Variable', Inter, -apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";
const fontMono = "ui-monospace, 'SF Mono', 'JetBrains Mono', Menlo, Consolas, monospace";

const shadow = '0 1px 2px rgb(20 21 28 / 0.05)';
const shadowRaised = '0 8px 28px rgb(20 21 28 / 0.12), 0 1px 3px rgb(20 21 28 / 0.08)';

/** Colours that an option of a select may carry, by the name used in definitions: soft ground, and text on it of at least 4.5:1. */
export const optionColors: Readonly<Record<string, { ground: string; text: string }>> = {
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
};

/** CSS custom properties (`--k-…`) for the application's own style sheets. */
export function cssVariables(): Record<string, string> {
  const colors = Object.entries(palette).map(([name, value]) => [cssName(name), value]);
  const sizes = Object.entries(size).map(([name, value]) => [cssName(name), `${value}px`]);
  return Object.fromEntries([
    ...colors,
    ...sizes,
    ['--k-font-family', fontFamily],
    ['--k-font-mono', fontMono],
    ['--k-shadow', shadow],
    ['--k-shadow-raised', shadowRaised],
    ['--k-ease', 'cubic-bezier(0.2, 0, 0, 1)'],
  ]);
}

export const antdTheme: ThemeConfig = {
  token: {
    colorPrimary: palette.accent,
    colorLink: palette.accent,
    colorInfo: palette.accent,
    colorError: palette.danger,
    colorSuccess: palette.success,
    colorWarning: palette.warning,
    colorText: palette.text,
    colorTextSecondary: palette.textSecondary,
    colorTextTertiary: palette.textFaint,
    colorTextPlaceholder: '#868995',
    colorBorder: palette.lineStrong,
    colorBorderSecondary: palette.line,
    colorBgLayout: palette.sunken,
    colorBgMask: palette.overlay,
    borderRadius: size.radius,
    borderRadiusLG: size.radiusLarge,
    borderRadiusSM: 4,
    controlHeight: size.control,
    controlHeightSM: size.controlSmall,
    fontFamily,
    fontFamilyCode: fontMono,
    fontSize: size.font,
    boxShadow: shadowRaised,
    boxShadowSecondary: shadowRaised,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.18s',
    wireframe: false,
  },
  components: {
    Button: {
      fontWeight: 500,
      primaryShadow: shadow,
      defaultShadow: shadow,
      dangerShadow: shadow,
      contentFontSize: size.font,
    },
    Input: { activeShadow: `0 0 0 3px ${palette.accentSoft}` },
    InputNumber: { activeShadow: `0 0 0 3px ${palette.accentSoft}` },
    DatePicker: { activeShadow: `0 0 0 3px ${palette.accentSoft}` },
    Select: {
      activeOutlineColor: palette.accentSoft,
      optionSelectedBg: palette.accentSoft,
      optionActiveBg: palette.hover,
    },
    Dropdown: { controlItemBgHover: palette.hover },
    Tabs: { horizontalItemPadding: '8px 0', horizontalItemGutter: 20, titleFontSize: size.font },
    Modal: { titleFontSize: size.fontLarge },
    Rate: { starColor: '#d9940a', starBg: palette.active },
    Tooltip: { colorBgSpotlight: palette.text },
  },
};

function cssName(name: string): string {
  return `--k-${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
}
