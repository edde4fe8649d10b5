import { useT } from '@crm/shared/i18n.tsx';
import type { MassSend } from '@crm/shared/mass.ts';

/** Planned, confirmed, delivered: always all three, drawn to one scale. */
export function Figures({ of, wide = false }: { of: Pick<MassSend, 'planned' | 'confirmed' | 'delivered'>; wide?: boolean }) {
  const t = useT();
  const line = t('mass.figures', { planned: of.planned, confirmed: of.confirmed, delivered: of.delivered });
  const share = (count: number) => `${of.planned === 0 ? 0 : Math.round((100 * count) / of.planned)}%`;
  return (
    <div title={line}>
      <div role="img" aria-label={line} style={{ display: 'grid', gap: 2, minWidth: wide ? 240 : 120 }}>
        <Bar width="100%" shade={0.25} empty={of.planned === 0} />
        <Bar width={share(of.confirmed)} shade={0.55} />
        <Bar width={share(of.delivered)} shade={1} />
      </div>
      <span className="num small">{line}</span>
    </div>
  );
}

function Bar({ width, shade, empty = false }: { width: string; shade: number; empty?: boolean }) {
  return <i style={{ display: 'block', height: 5, borderRadius: 3, width, opacity: shade, background: empty ? 'transparent' : 'currentColor' }} />;
}
