import { useQueryClient } from '@tanstack/react-query';
import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { disableSecondFactor, newBackupCodes } from '../../api/account.ts';
import { meQuery } from '../../api/me.ts';
import { useMe } from '../../app/MeContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import sections from '../parts/Section.module.css';
import { Row, Section } from '../parts/Section.tsx';
import { BackupCodesDialog } from './BackupCodesDialog.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import { SecondFactorDialog } from './SecondFactorDialog.tsx';

type Step =
  | { readonly at: 'enable' | 'disable' | 'renew' }
  | { readonly at: 'codes'; readonly codes: readonly string[] };

/** A code of an authenticator, asked for after the password. */
export function SecondFactorSection() {
  const { t } = useTranslation();
  const me = useMe();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [step, setStep] = useState<Step>();
  const close = () => setStep(undefined);
  const reload = () => cache.invalidateQueries({ queryKey: meQuery().queryKey });
  return (
    <Section title={t('account.secondFactor')} text={t('account.secondFactorText')}>
      {me.hasPassword ? (
        <ul className={sections.rows}>
          <Row
            icon={me.twoFactor ? <ShieldCheck size={17} aria-hidden /> : <ShieldOff size={17} aria-hidden />}
            name={
              <>
                {t('account.authenticator')}
                {me.twoFactor ? <OptionChip color="green" title={t('account.on')} /> : null}
              </>
            }
            about={me.twoFactor ? t('account.authenticatorOn') : t('account.authenticatorOff')}
          >
            {me.twoFactor ? (
              <Button onClick={() => setStep({ at: 'disable' })}>{t('account.turnOff')}</Button>
            ) : (
              <Button look="main" onClick={() => setStep({ at: 'enable' })}>
                {t('account.turnOn')}
              </Button>
            )}
          </Row>
          {me.twoFactor ? (
            <Row name={t('account.backupCodes')} about={t('account.backupCodesText')}>
              <Button onClick={() => setStep({ at: 'renew' })}>{t('account.newCodes')}</Button>
            </Row>
          ) : null}
        </ul>
      ) : (
        <p className={sections.empty}>{t('account.noSecondFactor')}</p>
      )}
      {step?.at === 'enable' ? (
        <SecondFactorDialog
          onDone={async () => {
            await reload();
            toasts.success(t('account.secondFactorOn'));
            close();
          }}
          onClose={close}
        />
      ) : null}
      {step?.at === 'disable' ? (
        <PasswordDialog
          title={t('account.turnOffTitle')}
          text={t('account.turnOffText')}
          action={t('account.turnOff')}
          run={async (password) => {
            await disableSecondFactor(password);
            await reload();
            toasts.success(t('account.secondFactorIsOff'));
            close();
          }}
          onClose={close}
        />
      ) : null}
      {step?.at === 'renew' ? (
        <PasswordDialog
          title={t('account.newCodes')}
          text={t('account.newCodesText')}
          action={t('account.makeCodes')}
          run={async (password) => setStep({ at: 'codes', codes: await newBackupCodes(password) })}
          onClose={close}
        />
      ) : null}
      {step?.at === 'codes' ? <BackupCodesDialog codes={step.codes} onClose={close} /> : null}
    </Section>
  );
}
