import { useTranslation } from 'react-i18next';
import { textAt, withMember } from '../document/members.ts';
import { CurrencyLine } from './CurrencyLine.tsx';
import type { FieldPartProps } from './FieldPartProps.ts';
import { FileSettings } from './FileSettings.tsx';
import { FormulaSettings } from './FormulaSettings.tsx';
import { JsonShape } from './JsonShape.tsx';
import { NumberLine } from './NumberLine.tsx';
import { RelationSettings } from './RelationSettings.tsx';
import { ResultTypeLine } from './ResultTypeLine.tsx';
import { RollupSettings } from './RollupSettings.tsx';
import { TextLine } from './TextLine.tsx';

interface TypeSettingsProps extends FieldPartProps {
  readonly editKey: string;
}

/** What only fields of this type say: where a relation points, how a number is written, what a formula computes. */
export function TypeSettings({ field, editKey, onSchema }: TypeSettingsProps) {
  const { t } = useTranslation();
  const { schema } = field;
  const digits = (
    <NumberLine
      key={`scale ${editKey}`}
      label={t('designer.scale')}
      isWhole
      value={typeof schema['x-scale'] === 'number' ? schema['x-scale'] : undefined}
      onChange={(scale) => onSchema((before) => withMember(before, 'x-scale', scale), 'scale')}
    />
  );
  switch (field.type) {
    case 'relation':
    case 'manyToMany':
    case 'polymorphic':
    case 'children':
      return <RelationSettings field={field} onSchema={onSchema} />;
    case 'json':
      return <JsonShape schema={schema} onChange={(change) => onSchema(change, 'shape')} />;
    case 'money':
      return <CurrencyLine field={field} onSchema={onSchema} />;
    case 'decimal':
    case 'percent':
      return digits;
    case 'rating':
      return (
        <NumberLine
          key={`stars ${editKey}`}
          label={t('designer.stars')}
          isWhole
          value={typeof schema.maximum === 'number' ? schema.maximum : undefined}
          placeholder="5"
          onChange={(stars) => onSchema((before) => withMember(before, 'maximum', stars), 'maximum')}
        />
      );
    case 'autoNumber':
      return (
        <TextLine
          label={t('designer.numberPattern')}
          help={t('designer.numberPatternHelp')}
          isCode
          maxLength={60}
          value={textAt(schema, 'x-number') ?? ''}
          onChange={(pattern) => onSchema((before) => ({ ...before, 'x-number': pattern }), 'number')}
        />
      );
    case 'file':
    case 'files':
    case 'image':
    case 'images':
      return <FileSettings key={`files ${editKey}`} field={field} onSchema={onSchema} />;
    case 'formula':
      return (
        <>
          <FormulaSettings key={`formula ${editKey}`} field={field} onSchema={onSchema} />
          <ResultTypeLine field={field} onSchema={onSchema} />
        </>
      );
    case 'rollup':
      return (
        <>
          <RollupSettings key={`rollup ${editKey}`} field={field} onSchema={onSchema} />
          <ResultTypeLine field={field} onSchema={onSchema} />
        </>
      );
    default:
      return null;
  }
}
