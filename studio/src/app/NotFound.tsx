import { Link } from '@tanstack/react-router';
import { Compass, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useShell } from './shell/ShellContext.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  const { openPalette } = useShell();
  return (
    <>
      <PageHeader title={t('error.notFound')} />
      <Notice
        icon={<Compass size={20} />}
        title={t('error.noPage')}
        text={t('error.noPageText')}
        actions={
          <>
            <Button icon={<Search size={15} aria-hidden />} onClick={openPalette}>
              {t('palette.open')}
            </Button>
            <Link to="/" className={buttonClass({ look: 'main' })}>
              {t('error.toStart')}
            </Link>
          </>
        }
      />
    </>
  );
}
