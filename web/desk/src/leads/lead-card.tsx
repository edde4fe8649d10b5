import { BranchesOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import { leadFacts, lostReasons } from '@crm/shared/model.ts';
import type { Lead, LeadFact } from '@crm/shared/model.ts';
import { carName, regionText } from '@crm/shared/text.ts';
import { App, Button, Dropdown, Modal, Select } from 'antd';
import { useState } from 'react';
import { after } from '../data/after.ts';
import { useAddFact } from '../data/leads.ts';
import { ErrorNote } from '../ui/answer.tsx';
import { Moment } from '../ui/moment.tsx';
import { WhyDealer } from './why-dealer.tsx';
import { Temperature } from './temperature.tsx';

export function LeadCard({ lead }: { lead: Lead }) {
  const t = useT();
  const [why, setWhy] = useState(false);
  const source = [lead.source?.channel && t.word('channel', lead.source.channel), lead.source?.campaign, lead.source?.scene].filter(Boolean).join(' · ');
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('lead.one')} <span className="pill">{t.word('stage', lead.stage)}</span></h2>
        <Temperature temperature={lead.temperature} level={lead.intentLevel} />
      </div>
      <div className="card-body stack tight">
        <div className="strong">{carName(lead) || t('lead.noCar')}</div>
        <dl className="facts">
          <dt>{t('lead.wish')}</dt><dd>{t.word('wish', lead.wish)}</dd>
          <dt>{t('lead.region')}</dt><dd title={lead.region ?? undefined}>{regionText(lead, t.locale) ?? '–'}</dd>
          <dt>{t('lead.source')}</dt><dd>{source || '–'}</dd>
          <dt>{t('lead.owner')}</dt><dd>{lead.dealerName ?? t('owner.desk')}</dd>
          <dt>{t('lead.created')}</dt><dd><Moment at={lead.createdAt} /></dd>
          {lead.visitAt && <><dt>{t('lead.visit')}</dt><dd><Moment at={lead.visitAt} /></dd></>}
        </dl>
        <div className="row wrap">
          <Button size="small" icon={<BranchesOutlined />} onClick={() => setWhy(true)}>{t('lead.whyDealer')}</Button>
          <AddFact lead={lead} />
        </div>
      </div>
      <WhyDealer lead={why ? lead : null} onClose={() => setWhy(false)} />
    </section>
  );
}

/** Stages come from dated facts, so a stage is changed by saying what happened. */
function AddFact({ lead }: { lead: Lead }) {
  const t = useT();
  const { message } = App.useApp();
  const add = useAddFact(lead);
  const [losing, setLosing] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const record = (fact: LeadFact, why?: string) =>
    after(add.mutateAsync(why ? { fact, reason: why } : { fact }), () => { setLosing(false); void message.success(t('lead.factSaved')); });
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: leadFacts.map((fact) => ({ key: fact, label: t(`fact.${fact}`), danger: fact === 'lost' })),
          onClick: ({ key }) => (key === 'lost' ? setLosing(true) : record(key as LeadFact)),
        }}
      >
        <Button size="small" loading={add.isPending}>{t('lead.addFact')}</Button>
      </Dropdown>
      {!losing && <ErrorNote error={add.error} />}
      <Modal
        open={losing}
        title={t('fact.lost')}
        onCancel={() => setLosing(false)}
        onOk={() => record('lost', reason ?? undefined)}
        okButtonProps={{ disabled: !reason, loading: add.isPending }}
        width={420}
      >
        <div className="stack">
          <Select
            value={reason}
            aria-label={t('lead.lostReason')}
            placeholder={t('lead.lostReason')}
            onChange={setReason}
            options={lostReasons.map((value) => ({ value, label: t.word('lost', value) }))}
          />
          <ErrorNote error={add.error} />
        </div>
      </Modal>
    </>
  );
}
