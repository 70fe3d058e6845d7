import { InputNumber } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asNumber, asObject } from '../../lib/values.ts';
import { useReportProblem } from '../FieldProblems.tsx';
import { inputProps } from '../shared/inputProps.ts';
import styles from '../shared/parts.module.css';
import type { WidgetProps } from '../types.ts';

/** Latitude and longitude in degrees. A point needs both: half of one is reported, never sent. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const { id, value, onChange } = props;
  const point = asObject(value);
  const [half, setHalf] = useState<{ lat?: number; lng?: number }>({});
  const lat = asNumber(point?.lat) ?? half.lat;
  const lng = asNumber(point?.lng) ?? half.lng;
  const report = useReportProblem(id);
  const isHalf = (lat === undefined) !== (lng === undefined);

  useEffect(() => {
    report(isHalf ? t('form.pointProblem') : undefined);
    return () => report(undefined);
  }, [report, isHalf, t]);

  function change(next: { lat: number | undefined; lng: number | undefined }) {
    const isWhole = next.lat !== undefined && next.lng !== undefined;
    setHalf({
      ...(next.lat === undefined ? {} : { lat: next.lat }),
      ...(next.lng === undefined ? {} : { lng: next.lng }),
    });
    onChange(isWhole ? { lat: next.lat ?? 0, lng: next.lng ?? 0 } : null);
  }

  const common = { controls: false, style: { width: '100%' }, precision: 6 };
  return (
    <div className={styles.parts}>
      <InputNumber<number>
        {...inputProps(props)}
        {...common}
        aria-label={t('geo.lat')}
        placeholder={t('geo.lat')}
        value={lat ?? null}
        onChange={(next) => change({ lat: next ?? undefined, lng })}
      />
      <InputNumber<number>
        {...inputProps({ ...props, id: `${id}-lng` })}
        {...common}
        aria-label={t('geo.lng')}
        placeholder={t('geo.lng')}
        value={lng ?? null}
        onChange={(next) => change({ lat, lng: next ?? undefined })}
      />
    </div>
  );
}
