import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { changeErrorText } from './refusalText.ts';

/** Why a change was refused, in a dialog; nothing where it was not. */
export function ChangeProblem({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const model = useModel();
  if (!error) return null;
  return (
    <p role="alert" className={dialog.error}>
      {changeErrorText(t, error, model)}
    </p>
  );
}
