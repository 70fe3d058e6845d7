/** Languages of the application's own texts. The first is used when the browser wants none of them. */
export const languages = [
  { code: 'en', title: 'English' },
  { code: 'zh-CN', title: '简体中文' },
] as const;

export type Language = (typeof languages)[number]['code'];

/** The one chosen before, else the first that the browser asks for, else English. */
export function pickLanguage(remembered: string | null, wanted: readonly string[]): Language {
  const chosen = languages.find(({ code }) => code === remembered);
  if (chosen) return chosen.code;
  for (const want of wanted) {
    const base = want.toLowerCase().split('-')[0];
    const match = languages.find(({ code }) => code.toLowerCase().split('-')[0] === base);
    if (match) return match.code;
  }
  return 'en';
}
