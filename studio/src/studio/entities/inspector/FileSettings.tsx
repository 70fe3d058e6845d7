import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textsAt, withMember } from '../document/members.ts';
import type { FieldPartProps } from './FieldPartProps.ts';
import { NumberLine } from './NumberLine.tsx';
import { TextLine } from './TextLine.tsx';

const megabyte = 1024 * 1024;

/** Which files a field takes, and how large. */
export function FileSettings({ field, onSchema }: FieldPartProps) {
  const { t } = useTranslation();
  const { schema } = field;
  const [typed, setTyped] = useState(() => textsAt(schema, 'x-accept').join(', '));
  const bytes = schema['x-maxBytes'];
  return (
    <>
      <TextLine
        label={t('designer.accept')}
        help={t('designer.acceptHelp')}
        isCode
        value={typed}
        onChange={(text) => {
          setTyped(text);
          const types = text.split(/[,，\s]+/).filter(Boolean);
          onSchema((before) => withMember(before, 'x-accept', types.length > 0 ? types : undefined), 'accept');
        }}
      />
      <NumberLine
        label={t('designer.maxMegabytes')}
        value={typeof bytes === 'number' ? Math.round((bytes / megabyte) * 100) / 100 : undefined}
        onChange={(size) =>
          onSchema(
            (before) => withMember(before, 'x-maxBytes', size === undefined ? undefined : Math.round(size * megabyte)),
            'maxBytes',
          )
        }
      />
    </>
  );
}
