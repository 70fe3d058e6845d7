import { LockKeyhole } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SettingsFrame } from '../parts/SettingsFrame.tsx';
import { PasskeysSection } from './PasskeysSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { SecondFactorSection } from './SecondFactorSection.tsx';

/** How one signs in. */
export function SecurityPage() {
  const { t } = useTranslation();
  return (
    <SettingsFrame icon={<LockKeyhole size={16} aria-hidden />} title={t('account.security')}>
      <PasswordSection />
      <SecondFactorSection />
      <PasskeysSection />
    </SettingsFrame>
  );
}
