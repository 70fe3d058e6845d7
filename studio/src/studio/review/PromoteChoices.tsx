import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { businessEntities, findEntity } from '../../store/model.ts';
import { Choice } from '../../workspace/list/Choice.tsx';
import { useDraftDocument, useStudioDraft } from '../draft/StudioDraft.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';
import styles from './PromoteChoices.module.css';
import { type Promotable, pointingAt, promotables, promotion } from './promotion.ts';
import review from './ReviewPage.module.css';
import { useTitles } from './useTitles.ts';

/** Fields whose values become relations: to records that there are, or to an entity that is made of the values. */
export function PromoteChoices() {
  const { t } = useTranslation();
  const { changes, conversions } = useStudioDraft();
  // What is made of the values has its texts there.
  const { status } = useDraftDocument('locale', otherLanguage);
  const places = promotables({ changes, conversions });
  if (places.length === 0 || status === 'loading') return null;
  return (
    <section className={review.section} aria-label={t('studio.promote.heading')}>
      <h2 className={review.heading}>{t('studio.promote.heading')}</h2>
      {places.map((place) => (
        <PromoteChoice key={`${place.entity}.${place.field}`} place={place} />
      ))}
    </section>
  );
}

function PromoteChoice({ place }: { readonly place: Promotable }) {
  const { t } = useTranslation();
  const id = useId();
  const model = useModel();
  const draft = useStudioDraft();
  const titles = useTitles(undefined);
  const { entity, field, title, target, isPromoted } = place;
  const key = `${entity}.${field}`;
  const existing = businessEntities(model).filter(({ name }) => name !== entity);
  const standing = isPromoted ? undefined : target;
  const known = findEntity(model, entity);

  function makeEntity() {
    const drafted = [...draft.documents.values()].map(({ name }) => name);
    const step = promotion(draft, place, [...model.entities.map(({ name }) => name), ...drafted]);
    draft.convert(key, step.conversion, step.edits);
  }
  function pointAt(to: string) {
    const step = pointingAt(draft, place, to);
    draft.convert(key, step.conversion, step.edits);
  }
  const [first] = existing;
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>
        {t('studio.promote.question', {
          field: known ? titles.field(entity, field) : title,
          entity: titles.entity(entity),
        })}
      </legend>
      <div className={styles.line}>
        <input
          type="radio"
          id={`${id}-existing`}
          name={id}
          checked={!isPromoted}
          disabled={!first}
          onChange={() => first && pointAt(first.name)}
        />
        <label htmlFor={`${id}-existing`}>{t('studio.promote.existing')}</label>
        {standing === undefined ? null : (
          <Choice
            aria-label={t('studio.promote.target')}
            value={standing}
            onChange={(event) => pointAt(event.target.value)}
          >
            {existing.some(({ name }) => name === standing) ? null : (
              <option value={standing}>{titles.entity(standing)}</option>
            )}
            {existing.map(({ name, pluralTitle }) => (
              <option key={name} value={name}>
                {pluralTitle}
              </option>
            ))}
          </Choice>
        )}
      </div>
      <div className={styles.line}>
        <input type="radio" id={`${id}-new`} name={id} checked={isPromoted} onChange={makeEntity} />
        <label htmlFor={`${id}-new`}>{t('studio.promote.new')}</label>
        {isPromoted ? (
          <Link to="/studio/entities/$name" params={{ name: target }} className={styles.link}>
            {t('studio.promote.design', { entity: target })}
          </Link>
        ) : null}
      </div>
      <p className={styles.about}>{isPromoted ? t('studio.promote.newText') : t('studio.promote.existingText')}</p>
    </fieldset>
  );
}
