import { Popover } from 'antd';
import { Sigma } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserField } from '../../../core/model/browserModel.ts';
import { useModel } from '../app/ModelContext.tsx';
import { useFormSetup } from './FormSetup.tsx';
import styles from './Origin.module.css';
import { originText } from './originText.ts';

/** A small sign beside the label of a field that the server fills in; says on demand where its value comes from. */
export function Origin({ field }: { readonly field: BrowserField }) {
  const { t } = useTranslation();
  const model = useModel();
  const { entity } = useFormSetup();
  const origin = originText(t, model, entity, field);
  if (!origin) return null;
  return (
    <Popover
      trigger={['click', 'hover']}
      placement="topLeft"
      content={
        <div className={styles.origin}>
          <p>{origin.text}</p>
          {origin.expression === undefined ? null : <code>{origin.expression}</code>}
        </div>
      }
    >
      <button type="button" className={styles.sign} aria-label={t('origin.ask', { field: field.title })}>
        <Sigma size={12} aria-hidden />
      </button>
    </Popover>
  );
}
