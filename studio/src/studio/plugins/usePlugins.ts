import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { changeSetKeys, modelKeys, pluginKeys } from '../../api/keys.ts';
import { getPlugin, listPlugins, setPluginEnabled } from '../../api/plugins.ts';
import { errorText } from '../../lib/errorText.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';

/** Numbers and states of plugins change without an event. */
const refreshMs = 15_000;

export function usePluginList() {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: pluginKeys.list(i18n.language),
    queryFn: ({ signal }) => listPlugins(i18n.language, signal),
    refetchInterval: refreshMs,
  });
}

export function usePlugin(id: string) {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: pluginKeys.one(id, i18n.language),
    queryFn: ({ signal }) => getPlugin(id, i18n.language, signal),
    refetchInterval: refreshMs,
    retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status === 404),
  });
}

/** Reads again what a change of plugins changes. */
export function useRefreshPlugins() {
  const cache = useQueryClient();
  return () =>
    Promise.all(
      [pluginKeys.all, changeSetKeys.all, modelKeys.all].map((queryKey) => cache.invalidateQueries({ queryKey })),
    );
}

/** Switches a plugin on or off. Switched on, one that has stumbled tries again. */
export function useSwitch(title: string) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const refresh = useRefreshPlugins();
  return useMutation({
    mutationFn: ({ id, enabled }: { readonly id: string; readonly enabled: boolean }) => setPluginEnabled(id, enabled),
    onSuccess: (_, { enabled }) =>
      toasts.success(enabled ? t('plugins.enabled', { title }) : t('plugins.disabled', { title })),
    onError: (error) => toasts.error(errorText(t, error)),
    onSettled: refresh,
  });
}
