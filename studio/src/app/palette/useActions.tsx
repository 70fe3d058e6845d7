import { useNavigate } from '@tanstack/react-router';
import {
  House,
  Inbox,
  Keyboard,
  Languages,
  Monitor,
  Moon,
  Plus,
  Rows3,
  Rows4,
  Settings,
  Sun,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { entityGroups } from '../../store/model.ts';
import { hasSettings } from '../../studio/settings/openSections.ts';
import { settingsSections } from '../../studio/settings/sections.ts';
import { languages } from '../languages.ts';
import { useModel } from '../ModelContext.tsx';
import { usePreferences } from '../PreferencesContext.tsx';
import { useShell } from '../shell/ShellContext.tsx';
import type { Command } from './commands.ts';

/** What can be done from anywhere: create, settings, places that are no list. */
export function useActions(): Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const model = useModel();
  const entities = entityGroups(model).flatMap((group) => group.entities);
  const { openShortcuts } = useShell();
  const { language, theme, density, change } = usePreferences();
  const size = 16;
  const creations = entities.map(
    ({ name, title }): Command => ({
      id: `new:${name}`,
      title: t('record.new', { entity: title }),
      words: [`new ${name}`, `create ${name}`],
      icon: <Plus size={size} />,
      run: () => navigate({ to: '/$entity/new', params: { entity: name } }),
    }),
  );
  const bins = entities.map(
    ({ name, pluralTitle }): Command => ({
      id: `bin:${name}`,
      title: t('bin.of', { entity: pluralTitle }),
      words: [`bin ${name}`, `trash ${name}`],
      icon: <Trash2 size={size} />,
      run: () => navigate({ to: '/$entity/bin', params: { entity: name } }),
    }),
  );
  const settings = hasSettings(model)
    ? [
        {
          id: 'settings',
          title: t('settings.title'),
          words: ['settings administration'],
          icon: <Settings size={size} />,
          run: () => navigate({ to: '/settings' }),
        },
        ...settingsSections(model).map(({ id, to, icon: Icon }) => ({
          id: `settings:${id}`,
          title: t(`settings.section.${id}`),
          hint: t('settings.title'),
          words: [`settings ${id}`],
          icon: <Icon size={size} />,
          run: () => navigate({ to }),
        })),
      ]
    : [];
  const themes = [
    { name: 'system', title: t('palette.themeSystem'), icon: <Monitor size={size} /> },
    { name: 'light', title: t('palette.themeLight'), icon: <Sun size={size} /> },
    { name: 'dark', title: t('palette.themeDark'), icon: <Moon size={size} /> },
  ] as const;
  return [
    {
      id: 'home',
      title: t('home.title'),
      words: ['home', 'start'],
      icon: <House size={size} />,
      keys: 'g h',
      run: () => navigate({ to: '/' }),
    },
    {
      id: 'inbox',
      title: t('shell.inbox'),
      words: ['inbox notifications approvals bell'],
      icon: <Inbox size={size} />,
      keys: 'g i',
      run: () => navigate({ to: '/my-inbox' }),
    },
    {
      id: 'bin',
      title: t('bin.title'),
      words: ['recycle bin trash deleted'],
      icon: <Trash2 size={size} />,
      run: () => navigate({ to: '/recycle-bin' }),
    },
    ...creations,
    ...settings,
    ...themes
      .filter(({ name }) => name !== theme)
      .map(({ name, title, icon }) => ({
        id: `theme:${name}`,
        title,
        words: [`theme ${name}`],
        icon,
        run: () => change({ theme: name }),
      })),
    ...languages
      .filter(({ code }) => code !== language)
      .map(({ code, title }) => ({
        id: `language:${code}`,
        title: t('palette.language', { language: title }),
        words: [`language ${code} ${title}`],
        icon: <Languages size={size} />,
        run: () => change({ language: code }),
      })),
    density === 'compact'
      ? {
          id: 'density',
          title: t('palette.comfortable'),
          words: ['density comfortable'],
          icon: <Rows3 size={size} />,
          run: () => change({ density: 'comfortable' }),
        }
      : {
          id: 'density',
          title: t('palette.compact'),
          words: ['density compact'],
          icon: <Rows4 size={size} />,
          run: () => change({ density: 'compact' }),
        },
    {
      id: 'shortcuts',
      title: t('shortcuts.title'),
      words: ['shortcuts keys help'],
      icon: <Keyboard size={size} />,
      keys: '?',
      run: openShortcuts,
    },
    ...bins,
  ];
}
