import { Link } from '@tanstack/react-router';
import { Archive } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/ApiError.ts';
import { useGoneEntity } from '../app/ModelContext.tsx';
import { buttonClass } from '../ui/Button.tsx';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';

/** In place of an entity's page: there is none of that name, or it was taken away while it was open. */
export function MissingEntity({ name }: { readonly name: string }) {
  const gone = useGoneEntity(name);
  if (!gone) return <ErrorPage error={new ApiError(404, 'KILN_NOT_FOUND', name)} />;
  return (
    <>
      <PageHeader title={gone.pluralTitle} />
      <GoneNotice title={gone.pluralTitle} />
    </>
  );
}

export function GoneNotice({ title }: { readonly title: string }) {
  const { t } = useTranslation();
  return (
    <Notice
      role="alert"
      icon={<Archive size={20} aria-hidden />}
      title={t('model.entityGone', { entity: title })}
      text={t('model.entityGoneText')}
      actions={
        <Link to="/" className={buttonClass({ look: 'main' })}>
          {t('home.title')}
        </Link>
      }
    />
  );
}
