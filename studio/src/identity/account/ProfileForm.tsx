import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { uploadFile } from '../../api/files.ts';
import { recordKeys } from '../../api/keys.ts';
import { changeProfile, type Me, meQuery } from '../../api/me.ts';
import { languages } from '../../app/languages.ts';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { errorText } from '../../lib/errorText.ts';
import { faultMessage } from '../../lib/faultMessage.ts';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { Choice } from '../../workspace/list/Choice.tsx';
import { Avatar } from '../parts/Avatar.tsx';
import { Failure } from '../parts/Failure.tsx';
import sections from '../parts/Section.module.css';
import { TextLine } from '../parts/TextLine.tsx';
import styles from './ProfilePage.module.css';

/** Name, picture, phone, language, time zone. */
export function ProfileForm({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const { language, change } = usePreferences();
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const before = {
    name: me.name,
    phone: me.phone ?? '',
    language: me.language ?? '',
    timeZone: me.timeZone ?? '',
    avatar: me.avatar,
  };
  const [values, setValues] = useState(before);
  const set = (changed: Partial<typeof before>) => setValues((now) => ({ ...now, ...changed }));
  const isDirty = JSON.stringify(values) !== JSON.stringify(before);

  const upload = useMutation({
    mutationFn: (file: File) => uploadFile(file),
    onSuccess: (avatar) => set({ avatar }),
  });
  const save = useMutation({
    mutationFn: () =>
      changeProfile({
        name: values.name.trim(),
        phone: values.phone.trim() || null,
        language: values.language || null,
        timeZone: values.timeZone || null,
        avatar: values.avatar ? { ...values.avatar } : null,
      }),
    onSuccess: async () => {
      const chosen = languages.find(({ code }) => code === values.language)?.code;
      if (chosen && chosen !== language) change({ language: chosen });
      await cache.invalidateQueries({ queryKey: meQuery().queryKey });
      cache.invalidateQueries({ queryKey: recordKeys.entity('user') });
      toasts.success(t('record.saved'));
    },
  });
  const faults = save.error instanceof ApiError ? save.error.faults : [];
  const wrong = (field: string) => {
    const found = faults.find(({ pointer }) => pointer === `/${field}`);
    return found && faultMessage(t, found);
  };
  const failure = upload.error ?? (faults.length > 0 ? undefined : save.error);
  return (
    <form
      className={sections.padded}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isDirty && !save.isPending) save.mutate();
      }}
    >
      {failure ? <Failure>{errorText(t, failure)}</Failure> : null}
      <div className={styles.picture}>
        <Avatar name={values.name} picture={values.avatar} size="huge" />
        <div className={styles.buttons}>
          <input
            ref={picker}
            type="file"
            accept="image/*"
            hidden
            aria-label={t('account.picture')}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) upload.mutate(file);
              target.value = '';
            }}
          />
          <Button
            icon={<Upload size={15} aria-hidden />}
            disabled={upload.isPending}
            aria-busy={upload.isPending}
            onClick={() => picker.current?.click()}
          >
            {t('account.choosePicture')}
          </Button>
          {values.avatar ? (
            <Button look="quiet" onClick={() => set({ avatar: undefined })}>
              {t('action.remove')}
            </Button>
          ) : null}
        </div>
      </div>
      <div className={styles.columns}>
        <TextLine
          label={t('setup.name')}
          autoComplete="name"
          maxLength={200}
          value={values.name}
          error={values.name.trim() === '' ? t('fault.required') : wrong('name')}
          onChange={(name) => set({ name })}
        />
        <TextLine
          label={t('account.phone')}
          type="tel"
          autoComplete="tel"
          value={values.phone}
          error={wrong('phone')}
          onChange={(phone) => set({ phone })}
        />
        <div className={styles.choice}>
          <label htmlFor={`${id}-language`}>{t('shell.language')}</label>
          <Choice
            id={`${id}-language`}
            value={values.language}
            onChange={(event) => set({ language: event.target.value })}
          >
            <option value="">{t('account.browserLanguage')}</option>
            {languages.map(({ code, title }) => (
              <option key={code} value={code} lang={code}>
                {title}
              </option>
            ))}
          </Choice>
        </div>
        <div className={styles.choice}>
          <label htmlFor={`${id}-zone`}>{t('account.timeZone')}</label>
          <Choice id={`${id}-zone`} value={values.timeZone} onChange={(event) => set({ timeZone: event.target.value })}>
            <option value="">{t('account.browserZone', { zone: hereZone() })}</option>
            {zones(values.timeZone).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </Choice>
        </div>
      </div>
      <div className={styles.foot}>
        {isDirty ? (
          <Button look="quiet" onClick={() => setValues(before)}>
            {t('draft.discard')}
          </Button>
        ) : null}
        <Button
          type="submit"
          look="main"
          disabled={!isDirty || values.name.trim() === '' || save.isPending}
          aria-busy={save.isPending}
        >
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}

function hereZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** All that the browser knows, and the one that is set. */
function zones(set: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), ...(set ? [set] : [])])];
}
