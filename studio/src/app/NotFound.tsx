import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/Notice.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return <Notice icon={<Compass size={20} />} title={t('error.notFound')} text={t('error.notFoundText')} />;
}
