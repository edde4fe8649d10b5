import { remedy } from '@crm/shared/errors.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { useState } from 'react';
import { getCodes, scanPoster, tile } from './customer-acts.ts';
import { useLive } from './news.ts';

const size = 17;

/** The posters on the wall: every code somebody made at the desk, to scan as this customer. */
export function Codes({ customerId, onDone }: { customerId: string; onDone(): void }) {
  const t = useT();
  const codes = useLive(getCodes);
  const [busy, setBusy] = useState<string | null>(null);
  const scan = async (code: NonNullable<typeof codes.data>[number]) => {
    setBusy(code.code);
    if (await codes.run(scanPoster(customerId, code))) onDone();
    setBusy(null);
  };
  return (
    <div className="codes">
      {codes.error !== null && <p className="phone-error" role="alert">{remedy(codes.error, t)}</p>}
      {codes.data?.length === 0 && <p className="note">{t('sandbox.noCodes')} <a href="/desk/" target="_blank" rel="noreferrer">{t('sandbox.openDesk')}</a></p>}
      <ul>
        {codes.data?.map((code) => (
          <li key={code.corp + code.code}>
            <button type="button" disabled={busy !== null} onClick={() => void scan(code)} title={[code.corpName, code.state, ...code.members].filter(Boolean).join(' · ')}>
              <Tile text={code.code} />
              <strong>{code.remark || code.state || t('sandbox.code')}</strong>
              <small>{t(code.kind === 'group' ? 'sandbox.groupCode' : 'sandbox.adviserCode')}{code.members.length > 0 && ` · ${code.members.join(', ')}`}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Tile({ text }: { text: string }) {
  return (
    <svg viewBox={`-1 -1 ${size + 2} ${size + 2}`} width="84" height="84" shapeRendering="crispEdges" aria-hidden="true">
      <rect x="-1" y="-1" width={size + 2} height={size + 2} fill="#fff" />
      {tile(text, size).map((dark, index) => dark && <rect key={index} x={index % size} y={Math.floor(index / size)} width="1" height="1" fill="#191919" />)}
    </svg>
  );
}
