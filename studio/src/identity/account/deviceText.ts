import type { TFunction } from 'i18next';

export interface Device {
  /** `Chrome`; undefined where it is none that is known. */
  readonly browser: string | undefined;
  /** `macOS` */
  readonly system: string | undefined;
  readonly isPhone: boolean;
}

// The first that fits: most of them claim to be the ones below as well.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, 'WeChat'],
  [/DingTalk\//, 'DingTalk'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|HeadlessChrome\//, 'Chrome'],
  [/Version\/[\d.]+ .*Safari\//, 'Safari'],
  [/curl\//, 'curl'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPad/, 'iPadOS'],
  [/iPhone|iPod/, 'iOS'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** What a browser says of itself, as far as people care. */
export function readUserAgent(text: string | undefined): Device {
  const find = (known: readonly (readonly [RegExp, string])[]) =>
    known.find(([pattern]) => pattern.test(text ?? ''))?.[1];
  const system = find(systems);
  return { browser: find(browsers), system, isPhone: ['HarmonyOS', 'Android', 'iOS'].includes(system ?? '') };
}

export function deviceText(t: TFunction, { browser, system }: Device): string {
  if (browser && system) return t('account.browserOn', { browser, system });
  return browser ?? system ?? t('account.unknownDevice');
}
