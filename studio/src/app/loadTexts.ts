/** Texts that come with the pages they are for. Those of the Studio need those of the settings, too. */
export type TextPart =
  | ('settings' | 'views' | 'studio' | 'designer' | 'pages')
  | ('plugins' | 'flow' | 'workflows' | 'inbox' | 'runs' | 'said');

/** One catalogue of a language. */
export function loadTexts(part: TextPart, language: string): Promise<{ readonly default: object }> {
  if (part === 'settings')
    return language === 'zh-CN' ? import('./locales/settings/zh-CN.json') : import('./locales/settings/en.json');
  if (part === 'views')
    return language === 'zh-CN' ? import('./locales/views/zh-CN.json') : import('./locales/views/en.json');
  if (part === 'pages')
    return language === 'zh-CN' ? import('./locales/pages/zh-CN.json') : import('./locales/pages/en.json');
  if (part === 'plugins')
    return language === 'zh-CN' ? import('./locales/plugins/zh-CN.json') : import('./locales/plugins/en.json');
  if (part === 'flow')
    return language === 'zh-CN' ? import('./locales/flow/zh-CN.json') : import('./locales/flow/en.json');
  if (part === 'workflows')
    return language === 'zh-CN' ? import('./locales/workflows/zh-CN.json') : import('./locales/workflows/en.json');
  if (part === 'inbox')
    return language === 'zh-CN' ? import('./locales/inbox/zh-CN.json') : import('./locales/inbox/en.json');
  if (part === 'runs')
    return language === 'zh-CN' ? import('./locales/runs/zh-CN.json') : import('./locales/runs/en.json');
  // What is said in English needs no catalogue.
  if (part === 'said')
    return language === 'zh-CN' ? import('./locales/said/zh-CN.json') : Promise.resolve({ default: {} });
  if (part === 'designer')
    return language === 'zh-CN' ? import('./locales/designer/zh-CN.json') : import('./locales/designer/en.json');
  return language === 'zh-CN' ? import('./locales/studio/zh-CN.json') : import('./locales/studio/en.json');
}
