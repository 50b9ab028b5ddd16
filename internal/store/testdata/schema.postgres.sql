TABLE account
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C"
  name text COLLATE "C" NOT NULL
  email text COLLATE "C" NOT NULL DEFAULT ''::text
  email_key text COLLATE "C"
  password_hash text COLLATE "C" NOT NULL DEFAULT ''::text
  totp_secret text COLLATE "C" NOT NULL DEFAULT ''::text
  totp_confirmed_at timestamp with time zone
  totp_step bigint NOT NULL DEFAULT 0
  created_at timestamp with time zone NOT NULL
  disabled_at timestamp with time zone
  account_email_key_key UNIQUE (email_key)
  account_pkey PRIMARY KEY (id)
  account_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX account_service ON public.account USING btree (service_id)
  CREATE UNIQUE INDEX account_email_key_key ON public.account USING btree (email_key)
  CREATE UNIQUE INDEX account_person ON public.account USING btree (person_id)
  CREATE UNIQUE INDEX account_pkey ON public.account USING btree (id)
TABLE account_role
  account_id text COLLATE "C" NOT NULL
  role text COLLATE "C" NOT NULL
  from_on text COLLATE "C" NOT NULL
  until_on text COLLATE "C"
  account_role_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  account_role_pkey PRIMARY KEY (account_id, role, from_on)
  CREATE UNIQUE INDEX account_role_pkey ON public.account_role USING btree (account_id, role, from_on)
TABLE alert
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  dyad_id text COLLATE "C"
  kind text COLLATE "C" NOT NULL
  source text COLLATE "C" NOT NULL
  response_id text COLLATE "C"
  opened_at timestamp with time zone NOT NULL
  due_at timestamp with time zone NOT NULL
  owner_id text COLLATE "C"
  owned_at timestamp with time zone
  closed_at timestamp with time zone
  alert_dyad_id_fkey FOREIGN KEY (dyad_id) REFERENCES dyad(id)
  alert_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account(id)
  alert_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  alert_pkey PRIMARY KEY (id)
  alert_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX alert_loss ON public.alert USING btree (service_id, due_at, id) WHERE ((kind = 'loss'::text) AND (closed_at IS NULL))
  CREATE INDEX alert_open ON public.alert USING btree (service_id, closed_at, due_at)
  CREATE INDEX alert_person ON public.alert USING btree (person_id)
  CREATE UNIQUE INDEX alert_pkey ON public.alert USING btree (id)
  CREATE UNIQUE INDEX alert_response ON public.alert USING btree (response_id, kind)
TABLE alert_step
  id text COLLATE "C" NOT NULL
  alert_id text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C"
  kind text COLLATE "C" NOT NULL
  note text COLLATE "C" NOT NULL
  alert_step_alert_id_fkey1 FOREIGN KEY (alert_id) REFERENCES alert(id)
  alert_step_by_account_fkey1 FOREIGN KEY (by_account) REFERENCES account(id)
  alert_step_pkey1 PRIMARY KEY (alert_id, id)
  CREATE UNIQUE INDEX alert_step_pkey1 ON public.alert_step USING btree (alert_id, id)
TABLE all_the_same
  place_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  all_the_same_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  all_the_same_pkey PRIMARY KEY (place_id, person_id)
  all_the_same_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id)
  CREATE UNIQUE INDEX all_the_same_pkey ON public.all_the_same USING btree (place_id, person_id)
TABLE attempt
  key text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  CREATE INDEX attempt_key ON public.attempt USING btree (key, at)
TABLE attendance
  session_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  place_id text COLLATE "C" NOT NULL
  mark text COLLATE "C" NOT NULL
  with_baby boolean NOT NULL
  reason text COLLATE "C" NOT NULL DEFAULT ''::text
  by_account text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  late boolean NOT NULL
  undone boolean NOT NULL
  was_mark text COLLATE "C" NOT NULL DEFAULT ''::text
  was_baby boolean NOT NULL
  was_reason text COLLATE "C" NOT NULL DEFAULT ''::text
  attendance_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  attendance_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  attendance_pkey PRIMARY KEY (session_id, person_id)
  attendance_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id)
  attendance_session_id_fkey FOREIGN KEY (session_id) REFERENCES group_session(id)
  CREATE INDEX attendance_place ON public.attendance USING btree (place_id)
  CREATE UNIQUE INDEX attendance_pkey ON public.attendance USING btree (session_id, person_id)
TABLE audit_event
  id text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  service_id text COLLATE "C" NOT NULL
  actor text COLLATE "C" NOT NULL
  role text COLLATE "C" NOT NULL
  action text COLLATE "C" NOT NULL
  kind text COLLATE "C" NOT NULL
  thing text COLLATE "C" NOT NULL
  detail text COLLATE "C" NOT NULL
  mac bytea NOT NULL
  seal bigint
  audit_event_pkey PRIMARY KEY (id)
  CREATE INDEX audit_event_seal ON public.audit_event USING btree (seal, id)
  CREATE INDEX audit_event_thing ON public.audit_event USING btree (kind, thing, id)
  CREATE UNIQUE INDEX audit_event_pkey ON public.audit_event USING btree (id)
  CREATE TRIGGER audit_event_kept BEFORE DELETE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION audit_refuse()
  CREATE TRIGGER audit_event_unchanged BEFORE UPDATE ON public.audit_event FOR EACH ROW WHEN (((old.seal IS NOT NULL) OR (new.seal IS NULL) OR ((((((((((new.id IS DISTINCT FROM old.id) OR (new.at IS DISTINCT FROM old.at)) OR (new.service_id IS DISTINCT FROM old.service_id)) OR (new.actor IS DISTINCT FROM old.actor)) OR (new.role IS DISTINCT FROM old.role)) OR (new.action IS DISTINCT FROM old.action)) OR (new.kind IS DISTINCT FROM old.kind)) OR (new.thing IS DISTINCT FROM old.thing)) OR (new.detail IS DISTINCT FROM old.detail)) OR (new.mac IS DISTINCT FROM old.mac)))) EXECUTE FUNCTION audit_refuse()
  CREATE TRIGGER audit_event_whole BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
TABLE audit_head
  one bigint NOT NULL
  number bigint NOT NULL
  mac bytea NOT NULL
  audit_head_one_check CHECK ((one = 1))
  audit_head_pkey PRIMARY KEY (one)
  CREATE UNIQUE INDEX audit_head_pkey ON public.audit_head USING btree (one)
  CREATE TRIGGER audit_head_kept BEFORE DELETE ON public.audit_head FOR EACH ROW EXECUTE FUNCTION audit_refuse()
  CREATE TRIGGER audit_head_whole BEFORE TRUNCATE ON public.audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
TABLE audit_seal
  number bigint NOT NULL
  at timestamp with time zone NOT NULL
  events bigint NOT NULL
  mac bytea NOT NULL
  audit_seal_pkey PRIMARY KEY (number)
  CREATE UNIQUE INDEX audit_seal_pkey ON public.audit_seal USING btree (number)
  CREATE TRIGGER audit_seal_kept BEFORE DELETE OR UPDATE ON public.audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse()
  CREATE TRIGGER audit_seal_whole BEFORE TRUNCATE ON public.audit_seal FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
TABLE card_rest
  person_id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  only_on text COLLATE "C"
  at timestamp with time zone NOT NULL
  card_rest_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  card_rest_pkey PRIMARY KEY (person_id)
  card_rest_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE UNIQUE INDEX card_rest_pkey ON public.card_rest USING btree (person_id)
TABLE consent
  id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  purpose text COLLATE "C" NOT NULL
  wording text COLLATE "C" NOT NULL
  given boolean NOT NULL
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C"
  about_id text COLLATE "C"
  said_on text COLLATE "C"
  how text COLLATE "C" NOT NULL DEFAULT ''::text
  consent_about_id_fkey FOREIGN KEY (about_id) REFERENCES person(id)
  consent_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  consent_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  consent_pkey PRIMARY KEY (id)
  CREATE INDEX consent_about ON public.consent USING btree (about_id, purpose, at)
  CREATE INDEX consent_person ON public.consent USING btree (person_id, purpose, at)
  CREATE UNIQUE INDEX consent_pkey ON public.consent USING btree (id)
TABLE contact
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  kind text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C" NOT NULL
  reached boolean NOT NULL
  note text COLLATE "C" NOT NULL
  contact_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  contact_pkey PRIMARY KEY (id)
  contact_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX contact_person ON public.contact USING btree (person_id, at)
  CREATE UNIQUE INDEX contact_pkey ON public.contact USING btree (id)
TABLE contact_detail
  id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  channel text COLLATE "C" NOT NULL
  value text COLLATE "C" NOT NULL
  value_key text COLLATE "C" NOT NULL
  added_at timestamp with time zone NOT NULL
  removed_at timestamp with time zone
  contact_detail_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  contact_detail_pkey PRIMARY KEY (id)
  CREATE INDEX contact_detail_person ON public.contact_detail USING btree (person_id)
  CREATE INDEX contact_detail_value ON public.contact_detail USING btree (value_key)
  CREATE UNIQUE INDEX contact_detail_pkey ON public.contact_detail USING btree (id)
TABLE dyad
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  family_id text COLLATE "C" NOT NULL
  caregiver_id text COLLATE "C" NOT NULL
  infant_id text COLLATE "C" NOT NULL
  relation text COLLATE "C" NOT NULL
  since_on text COLLATE "C" NOT NULL
  ended_on text COLLATE "C"
  ended_why text COLLATE "C" NOT NULL DEFAULT ''::text
  dyad_caregiver_id_fkey FOREIGN KEY (caregiver_id) REFERENCES person(id)
  dyad_caregiver_id_infant_id_key UNIQUE (caregiver_id, infant_id)
  dyad_family_id_fkey FOREIGN KEY (family_id) REFERENCES family(id)
  dyad_infant_id_fkey FOREIGN KEY (infant_id) REFERENCES person(id)
  dyad_pkey PRIMARY KEY (id)
  dyad_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX dyad_family ON public.dyad USING btree (family_id)
  CREATE INDEX dyad_infant ON public.dyad USING btree (infant_id)
  CREATE UNIQUE INDEX dyad_caregiver_id_infant_id_key ON public.dyad USING btree (caregiver_id, infant_id)
  CREATE UNIQUE INDEX dyad_pkey ON public.dyad USING btree (id)
TABLE enquiry
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  programme text COLLATE "C" NOT NULL
  group_id text COLLATE "C"
  ref text COLLATE "C" NOT NULL
  token_hash text COLLATE "C" NOT NULL
  state text COLLATE "C" NOT NULL
  started_at timestamp with time zone NOT NULL
  sent_at timestamp with time zone
  decided_at timestamp with time zone
  decided_by text COLLATE "C"
  decision text COLLATE "C" NOT NULL DEFAULT ''::text
  family_id text COLLATE "C"
  enquiry_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(id)
  enquiry_family_id_fkey FOREIGN KEY (family_id) REFERENCES family(id)
  enquiry_group_id_fkey FOREIGN KEY (group_id) REFERENCES programme_group(id)
  enquiry_pkey PRIMARY KEY (id)
  enquiry_ref_key UNIQUE (ref)
  enquiry_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  enquiry_token_hash_key UNIQUE (token_hash)
  CREATE INDEX enquiry_draft ON public.enquiry USING btree (state, started_at)
  CREATE INDEX enquiry_service ON public.enquiry USING btree (service_id, state, id)
  CREATE UNIQUE INDEX enquiry_pkey ON public.enquiry USING btree (id)
  CREATE UNIQUE INDEX enquiry_ref_key ON public.enquiry USING btree (ref)
  CREATE UNIQUE INDEX enquiry_token_hash_key ON public.enquiry USING btree (token_hash)
TABLE enquiry_answer
  enquiry_id text COLLATE "C" NOT NULL
  question text COLLATE "C" NOT NULL
  value text COLLATE "C" NOT NULL
  enquiry_answer_enquiry_id_fkey FOREIGN KEY (enquiry_id) REFERENCES enquiry(id)
  enquiry_answer_pkey PRIMARY KEY (enquiry_id, question)
  CREATE UNIQUE INDEX enquiry_answer_pkey ON public.enquiry_answer USING btree (enquiry_id, question)
TABLE episode
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  family_id text COLLATE "C" NOT NULL
  opened_on text COLLATE "C" NOT NULL
  closed_on text COLLATE "C"
  worker_id text COLLATE "C"
  episode_family_id_fkey FOREIGN KEY (family_id) REFERENCES family(id)
  episode_pkey PRIMARY KEY (id)
  episode_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  episode_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES account(id)
  CREATE INDEX episode_family ON public.episode USING btree (family_id)
  CREATE UNIQUE INDEX episode_pkey ON public.episode USING btree (id)
TABLE exclusion
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  by_account text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  ended_at timestamp with time zone
  ended_by text COLLATE "C"
  exclusion_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  exclusion_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id)
  exclusion_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  exclusion_pkey PRIMARY KEY (id)
  exclusion_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX exclusion_person ON public.exclusion USING btree (person_id)
  CREATE UNIQUE INDEX exclusion_pkey ON public.exclusion USING btree (id)
TABLE facilitator
  group_id text COLLATE "C" NOT NULL
  account_id text COLLATE "C" NOT NULL
  from_on text COLLATE "C" NOT NULL
  until_on text COLLATE "C"
  facilitator_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  facilitator_group_id_fkey FOREIGN KEY (group_id) REFERENCES programme_group(id)
  facilitator_pkey PRIMARY KEY (group_id, account_id)
  CREATE INDEX facilitator_account ON public.facilitator USING btree (account_id)
  CREATE UNIQUE INDEX facilitator_pkey ON public.facilitator USING btree (group_id, account_id)
TABLE family
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  ref text COLLATE "C" NOT NULL
  created_at timestamp with time zone NOT NULL
  closed_at timestamp with time zone
  family_pkey PRIMARY KEY (id)
  family_ref_key UNIQUE (ref)
  family_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX family_service ON public.family USING btree (service_id, id)
  CREATE UNIQUE INDEX family_pkey ON public.family USING btree (id)
  CREATE UNIQUE INDEX family_ref_key ON public.family USING btree (ref)
TABLE group_session
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  group_id text COLLATE "C" NOT NULL
  number bigint NOT NULL
  on_day text COLLATE "C" NOT NULL
  was_on text COLLATE "C"
  starts text COLLATE "C" NOT NULL
  ends text COLLATE "C" NOT NULL
  closed_at timestamp with time zone
  closed_by text COLLATE "C"
  group_session_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES account(id)
  group_session_group_id_fkey FOREIGN KEY (group_id) REFERENCES programme_group(id)
  group_session_group_id_number_key UNIQUE (group_id, number)
  group_session_pkey PRIMARY KEY (id)
  group_session_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX group_session_hour ON public.group_session USING btree (service_id, on_day, starts, id)
  CREATE INDEX group_session_open ON public.group_session USING btree (group_id, on_day, closed_at)
  CREATE UNIQUE INDEX group_session_group_id_number_key ON public.group_session USING btree (group_id, number)
  CREATE UNIQUE INDEX group_session_pkey ON public.group_session USING btree (id)
TABLE holiday
  service_id text COLLATE "C" NOT NULL
  on_day text COLLATE "C" NOT NULL
  name text COLLATE "C" NOT NULL
  holiday_pkey PRIMARY KEY (service_id, on_day)
  holiday_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE UNIQUE INDEX holiday_pkey ON public.holiday USING btree (service_id, on_day)
TABLE hospital_stay
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  infant_id text COLLATE "C" NOT NULL
  from_on text COLLATE "C" NOT NULL
  until_on text COLLATE "C"
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C"
  ended_at timestamp with time zone
  ended_by text COLLATE "C"
  hospital_stay_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  hospital_stay_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id)
  hospital_stay_infant_id_fkey FOREIGN KEY (infant_id) REFERENCES person(id)
  hospital_stay_pkey PRIMARY KEY (id)
  hospital_stay_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX hospital_stay_infant ON public.hospital_stay USING btree (infant_id)
  CREATE UNIQUE INDEX hospital_stay_pkey ON public.hospital_stay USING btree (id)
TABLE hospital_wait
  stay_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  kinds text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C"
  hospital_wait_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  hospital_wait_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  hospital_wait_pkey PRIMARY KEY (stay_id, person_id)
  hospital_wait_stay_id_fkey FOREIGN KEY (stay_id) REFERENCES hospital_stay(id)
  CREATE UNIQUE INDEX hospital_wait_pkey ON public.hospital_wait USING btree (stay_id, person_id)
TABLE infant_fact
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  infant_id text COLLATE "C" NOT NULL
  kind text COLLATE "C" NOT NULL
  due_on text COLLATE "C"
  born_on text COLLATE "C"
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C"
  undone_at timestamp with time zone
  undone_by text COLLATE "C"
  infant_fact_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  infant_fact_infant_id_fkey FOREIGN KEY (infant_id) REFERENCES person(id)
  infant_fact_pkey PRIMARY KEY (id)
  infant_fact_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  infant_fact_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES account(id)
  CREATE INDEX infant_fact_infant ON public.infant_fact USING btree (infant_id, at)
  CREATE UNIQUE INDEX infant_fact_pkey ON public.infant_fact USING btree (id)
TABLE invitation
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  family_id text COLLATE "C" NOT NULL
  by_person text COLLATE "C"
  by_account text COLLATE "C" NOT NULL
  name text COLLATE "C" NOT NULL
  relation text COLLATE "C" NOT NULL
  email text COLLATE "C" NOT NULL
  email_key text COLLATE "C" NOT NULL
  state text COLLATE "C" NOT NULL
  made_at timestamp with time zone NOT NULL
  expires_at timestamp with time zone NOT NULL
  own_name text COLLATE "C" NOT NULL DEFAULT ''::text
  own_email text COLLATE "C" NOT NULL DEFAULT ''::text
  own_phone text COLLATE "C" NOT NULL DEFAULT ''::text
  tells boolean NOT NULL
  answered_at timestamp with time zone
  person_id text COLLATE "C"
  taken_back_at timestamp with time zone
  decided_at timestamp with time zone
  decided_by text COLLATE "C"
  invitation_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  invitation_by_person_fkey FOREIGN KEY (by_person) REFERENCES person(id)
  invitation_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(id)
  invitation_family_id_fkey FOREIGN KEY (family_id) REFERENCES family(id)
  invitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  invitation_pkey PRIMARY KEY (id)
  invitation_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX invitation_by ON public.invitation USING btree (by_person)
  CREATE INDEX invitation_state ON public.invitation USING btree (service_id, state, made_at)
  CREATE UNIQUE INDEX invitation_pkey ON public.invitation USING btree (id)
TABLE invitation_infant
  invitation_id text COLLATE "C" NOT NULL
  infant_id text COLLATE "C" NOT NULL
  invitation_infant_infant_id_fkey FOREIGN KEY (infant_id) REFERENCES person(id)
  invitation_infant_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES invitation(id)
  invitation_infant_pkey PRIMARY KEY (invitation_id, infant_id)
  CREATE INDEX invitation_infant_infant ON public.invitation_infant USING btree (infant_id)
  CREATE UNIQUE INDEX invitation_infant_pkey ON public.invitation_infant USING btree (invitation_id, infant_id)
TABLE job
  id text COLLATE "C" NOT NULL
  kind text COLLATE "C" NOT NULL
  job_key text COLLATE "C"
  payload text COLLATE "C" NOT NULL
  run_at timestamp with time zone NOT NULL
  attempt bigint NOT NULL DEFAULT 0
  failed_at timestamp with time zone
  error text COLLATE "C" NOT NULL DEFAULT ''::text
  created_at timestamp with time zone NOT NULL
  job_pkey PRIMARY KEY (id)
  CREATE INDEX job_due ON public.job USING btree (failed_at, run_at)
  CREATE UNIQUE INDEX job_pkey ON public.job USING btree (id)
  CREATE UNIQUE INDEX job_unique ON public.job USING btree (kind, job_key)
TABLE job_schedule
  kind text COLLATE "C" NOT NULL
  last_at timestamp with time zone NOT NULL
  job_schedule_pkey PRIMARY KEY (kind)
  CREATE UNIQUE INDEX job_schedule_pkey ON public.job_schedule USING btree (kind)
TABLE leader_can
  account_id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  languages text COLLATE "C" NOT NULL
  times text COLLATE "C" NOT NULL
  modes text COLLATE "C" NOT NULL
  away_from text COLLATE "C"
  away_until text COLLATE "C"
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C" NOT NULL
  not_with text COLLATE "C" NOT NULL DEFAULT ''::text
  leader_can_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  leader_can_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  leader_can_pkey PRIMARY KEY (account_id)
  leader_can_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX leader_can_service ON public.leader_can USING btree (service_id)
  CREATE UNIQUE INDEX leader_can_pkey ON public.leader_can USING btree (account_id)
TABLE link
  token_hash text COLLATE "C" NOT NULL
  purpose text COLLATE "C" NOT NULL
  account_id text COLLATE "C"
  thing text COLLATE "C" NOT NULL DEFAULT ''::text
  made_at timestamp with time zone NOT NULL
  expires_at timestamp with time zone NOT NULL
  used_at timestamp with time zone
  link_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  link_pkey PRIMARY KEY (token_hash)
  CREATE INDEX link_thing ON public.link USING btree (thing)
  CREATE UNIQUE INDEX link_pkey ON public.link USING btree (token_hash)
TABLE login
  token_hash text COLLATE "C" NOT NULL
  account_id text COLLATE "C" NOT NULL
  started_at timestamp with time zone NOT NULL
  seen_at timestamp with time zone NOT NULL
  expires_at timestamp with time zone NOT NULL
  ended_at timestamp with time zone
  login_account_id_fkey1 FOREIGN KEY (account_id) REFERENCES account(id)
  login_pkey1 PRIMARY KEY (token_hash)
  CREATE INDEX login_account ON public.login USING btree (account_id)
  CREATE UNIQUE INDEX login_pkey1 ON public.login USING btree (token_hash)
TABLE loss
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  infant_id text COLLATE "C" NOT NULL
  kind text COLLATE "C" NOT NULL
  on_day text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C"
  ring_id text COLLATE "C"
  caller_id text COLLATE "C"
  call_by timestamp with time zone
  reversed_at timestamp with time zone
  reversed_by text COLLATE "C"
  not_back text COLLATE "C" NOT NULL DEFAULT ''::text
  loss_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  loss_caller_id_fkey FOREIGN KEY (caller_id) REFERENCES account(id)
  loss_infant_id_fkey FOREIGN KEY (infant_id) REFERENCES person(id)
  loss_pkey PRIMARY KEY (id)
  loss_reversed_by_fkey FOREIGN KEY (reversed_by) REFERENCES account(id)
  loss_ring_id_fkey FOREIGN KEY (ring_id) REFERENCES person(id)
  loss_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX loss_infant ON public.loss USING btree (infant_id, at)
  CREATE UNIQUE INDEX loss_pkey ON public.loss USING btree (id)
TABLE loss_kept
  loss_id text COLLATE "C" NOT NULL
  kind text COLLATE "C" NOT NULL
  thing text COLLATE "C" NOT NULL
  was text COLLATE "C" NOT NULL
  loss_kept_loss_id_fkey FOREIGN KEY (loss_id) REFERENCES loss(id)
  loss_kept_pkey PRIMARY KEY (loss_id, kind, thing)
  CREATE UNIQUE INDEX loss_kept_pkey ON public.loss_kept USING btree (loss_id, kind, thing)
TABLE message
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C"
  enquirer text COLLATE "C" NOT NULL DEFAULT ''::text
  text_key text COLLATE "C" NOT NULL
  args text COLLATE "C" NOT NULL
  about text COLLATE "C" NOT NULL DEFAULT ''::text
  infant_id text COLLATE "C"
  made_at timestamp with time zone NOT NULL
  not_before timestamp with time zone NOT NULL
  state text COLLATE "C" NOT NULL
  why text COLLATE "C" NOT NULL DEFAULT ''::text
  tries bigint NOT NULL DEFAULT 0
  channel text COLLATE "C" NOT NULL DEFAULT ''::text
  address text COLLATE "C" NOT NULL DEFAULT ''::text
  subject text COLLATE "C" NOT NULL DEFAULT ''::text
  body text COLLATE "C" NOT NULL DEFAULT ''::text
  decided_at timestamp with time zone
  said_by text COLLATE "C"
  message_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  message_pkey PRIMARY KEY (id)
  message_said_by_fkey FOREIGN KEY (said_by) REFERENCES account(id)
  message_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX message_person ON public.message USING btree (person_id, id)
  CREATE INDEX message_service ON public.message USING btree (service_id, id)
  CREATE INDEX message_state ON public.message USING btree (service_id, state, id)
  CREATE INDEX message_why ON public.message USING btree (service_id, state, why, id)
  CREATE UNIQUE INDEX message_pkey ON public.message USING btree (id)
TABLE own_words
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  words text COLLATE "C" NOT NULL
  written_at timestamp with time zone NOT NULL
  own_words_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  own_words_pkey PRIMARY KEY (id)
  own_words_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX own_words_person ON public.own_words USING btree (person_id, written_at)
  CREATE UNIQUE INDEX own_words_pkey ON public.own_words USING btree (id)
TABLE person
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  family_id text COLLATE "C" NOT NULL
  kind text COLLATE "C" NOT NULL
  name text COLLATE "C" NOT NULL
  called text COLLATE "C" NOT NULL
  name_key text COLLATE "C" NOT NULL
  lang text COLLATE "C" NOT NULL DEFAULT ''::text
  interpreter boolean NOT NULL
  due_on text COLLATE "C"
  born_on text COLLATE "C"
  lost_on text COLLATE "C"
  created_at timestamp with time zone NOT NULL
  person_family_id_fkey FOREIGN KEY (family_id) REFERENCES family(id)
  person_pkey PRIMARY KEY (id)
  person_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX person_family ON public.person USING btree (family_id)
  CREATE INDEX person_name ON public.person USING btree (service_id, name_key, id)
  CREATE UNIQUE INDEX person_pkey ON public.person USING btree (id)
TABLE place
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  programme text COLLATE "C" NOT NULL
  family_id text COLLATE "C" NOT NULL
  group_id text COLLATE "C"
  state text COLLATE "C" NOT NULL
  dyads bigint NOT NULL
  lang text COLLATE "C" NOT NULL DEFAULT ''::text
  asked_by text COLLATE "C" NOT NULL
  start_from text COLLATE "C" NOT NULL
  start_by text COLLATE "C" NOT NULL
  times text COLLATE "C" NOT NULL DEFAULT ''::text
  modes text COLLATE "C" NOT NULL DEFAULT ''::text
  asked_at timestamp with time zone NOT NULL
  offered_at timestamp with time zone
  expires_at timestamp with time zone
  answered_at timestamp with time zone
  ended_why text COLLATE "C" NOT NULL DEFAULT ''::text
  changed_at timestamp with time zone NOT NULL
  place_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id)
  place_family_id_fkey FOREIGN KEY (family_id) REFERENCES family(id)
  place_group_id_fkey FOREIGN KEY (group_id) REFERENCES programme_group(id)
  place_pkey PRIMARY KEY (id)
  place_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX place_expiry ON public.place USING btree (state, expires_at)
  CREATE INDEX place_family ON public.place USING btree (family_id)
  CREATE INDEX place_group ON public.place USING btree (group_id, state, dyads, expires_at)
  CREATE INDEX place_waiting ON public.place USING btree (service_id, programme, state, start_by, id, start_from)
  CREATE UNIQUE INDEX place_pkey ON public.place USING btree (id)
TABLE place_dyad
  place_id text COLLATE "C" NOT NULL
  dyad_id text COLLATE "C" NOT NULL
  place_dyad_dyad_id_fkey FOREIGN KEY (dyad_id) REFERENCES dyad(id)
  place_dyad_pkey PRIMARY KEY (place_id, dyad_id)
  place_dyad_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id)
  CREATE INDEX place_dyad_dyad ON public.place_dyad USING btree (dyad_id)
  CREATE UNIQUE INDEX place_dyad_pkey ON public.place_dyad USING btree (place_id, dyad_id)
TABLE place_need
  place_id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  need text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C" NOT NULL
  place_need_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  place_need_pkey PRIMARY KEY (place_id)
  place_need_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id)
  place_need_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX place_need_service ON public.place_need USING btree (service_id)
  CREATE UNIQUE INDEX place_need_pkey ON public.place_need USING btree (place_id)
TABLE place_offer
  id text COLLATE "C" NOT NULL
  place_id text COLLATE "C" NOT NULL
  group_id text COLLATE "C" NOT NULL
  offered_at timestamp with time zone NOT NULL
  by_account text COLLATE "C"
  expires_at timestamp with time zone NOT NULL
  outcome text COLLATE "C" NOT NULL DEFAULT ''::text
  ended_at timestamp with time zone
  place_offer_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  place_offer_group_id_fkey FOREIGN KEY (group_id) REFERENCES programme_group(id)
  place_offer_pkey PRIMARY KEY (id)
  place_offer_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id)
  CREATE INDEX place_offer_group ON public.place_offer USING btree (group_id)
  CREATE INDEX place_offer_place ON public.place_offer USING btree (place_id, group_id)
  CREATE UNIQUE INDEX place_offer_pkey ON public.place_offer USING btree (id)
TABLE plan_choice
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C" NOT NULL
  weighting text COLLATE "C" NOT NULL
  plan_choice_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  plan_choice_pkey PRIMARY KEY (id)
  plan_choice_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX plan_choice_service ON public.plan_choice USING btree (service_id, at)
  CREATE UNIQUE INDEX plan_choice_pkey ON public.plan_choice USING btree (id)
TABLE pledge
  id text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  kind text COLLATE "C" NOT NULL
  about text COLLATE "C" NOT NULL
  what text COLLATE "C" NOT NULL
  pledge_pkey PRIMARY KEY (id)
  CREATE INDEX pledge_at ON public.pledge USING btree (at, id)
  CREATE UNIQUE INDEX pledge_pkey ON public.pledge USING btree (id)
TABLE programme_group
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  programme text COLLATE "C" NOT NULL
  ref text COLLATE "C" NOT NULL
  site_id text COLLATE "C"
  mode text COLLATE "C" NOT NULL
  room text COLLATE "C" NOT NULL DEFAULT ''::text
  video_link text COLLATE "C" NOT NULL DEFAULT ''::text
  lang text COLLATE "C" NOT NULL
  capacity bigint NOT NULL
  first_on text COLLATE "C" NOT NULL
  last_on text COLLATE "C" NOT NULL
  starts text COLLATE "C" NOT NULL
  ends text COLLATE "C" NOT NULL
  state text COLLATE "C" NOT NULL
  state_why text COLLATE "C" NOT NULL DEFAULT ''::text
  back_by text COLLATE "C"
  next_number bigint NOT NULL DEFAULT 1
  created_by text COLLATE "C" NOT NULL
  created_at timestamp with time zone NOT NULL
  changed_at timestamp with time zone NOT NULL
  programme_group_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id)
  programme_group_pkey PRIMARY KEY (id)
  programme_group_ref_key UNIQUE (ref)
  programme_group_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  programme_group_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
  CREATE INDEX group_ahead ON public.programme_group USING btree (service_id, programme, state, first_on, id)
  CREATE INDEX group_first ON public.programme_group USING btree (service_id, state, first_on, id)
  CREATE INDEX group_last ON public.programme_group USING btree (service_id, state, last_on, id)
  CREATE UNIQUE INDEX programme_group_pkey ON public.programme_group USING btree (id)
  CREATE UNIQUE INDEX programme_group_ref_key ON public.programme_group USING btree (ref)
TABLE proposal
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  programme text COLLATE "C" NOT NULL
  after_id text COLLATE "C"
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C"
  weighting text COLLATE "C" NOT NULL
  method text COLLATE "C" NOT NULL
  placed bigint NOT NULL
  most bigint NOT NULL
  urgent bigint NOT NULL
  lines text COLLATE "C" NOT NULL
  choice_id text COLLATE "C"
  proposal_after_id_fkey FOREIGN KEY (after_id) REFERENCES proposal(id)
  proposal_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  proposal_choice_id_fkey FOREIGN KEY (choice_id) REFERENCES plan_choice(id)
  proposal_pkey PRIMARY KEY (id)
  proposal_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX proposal_service ON public.proposal USING btree (service_id, at)
  CREATE UNIQUE INDEX proposal_pkey ON public.proposal USING btree (id)
TABLE proposal_offer
  proposal_id text COLLATE "C" NOT NULL
  place_id text COLLATE "C" NOT NULL
  group_id text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C" NOT NULL
  refused text COLLATE "C" NOT NULL DEFAULT ''::text
  proposal_offer_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  proposal_offer_group_id_fkey FOREIGN KEY (group_id) REFERENCES programme_group(id)
  proposal_offer_pkey PRIMARY KEY (proposal_id, place_id)
  proposal_offer_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id)
  proposal_offer_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposal(id)
  CREATE UNIQUE INDEX proposal_offer_pkey ON public.proposal_offer USING btree (proposal_id, place_id)
TABLE questionnaire_told
  place_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  instrument text COLLATE "C" NOT NULL
  timepoint text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  questionnaire_told_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  questionnaire_told_pkey PRIMARY KEY (place_id, person_id, instrument, timepoint)
  questionnaire_told_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id)
  CREATE UNIQUE INDEX questionnaire_told_pkey ON public.questionnaire_told USING btree (place_id, person_id, instrument, timepoint)
TABLE record_copy
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  asked_at timestamp with time zone NOT NULL
  asked_by text COLLATE "C"
  given_at timestamp with time zone
  given_by text COLLATE "C"
  until_on text COLLATE "C"
  file_id text COLLATE "C"
  record_copy_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES account(id)
  record_copy_given_by_fkey FOREIGN KEY (given_by) REFERENCES account(id)
  record_copy_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  record_copy_pkey PRIMARY KEY (id)
  record_copy_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX record_copy_person ON public.record_copy USING btree (person_id, asked_at)
  CREATE INDEX record_copy_service ON public.record_copy USING btree (service_id, given_at, asked_at)
  CREATE UNIQUE INDEX record_copy_pkey ON public.record_copy USING btree (id)
TABLE record_passage
  id text COLLATE "C" NOT NULL
  copy_id text COLLATE "C" NOT NULL
  number bigint NOT NULL
  source text COLLATE "C" NOT NULL
  held text COLLATE "C" NOT NULL
  written_at timestamp with time zone NOT NULL
  text text COLLATE "C" NOT NULL
  decision text COLLATE "C" NOT NULL DEFAULT ''::text
  reason text COLLATE "C" NOT NULL DEFAULT ''::text
  decided_by text COLLATE "C"
  decided_at timestamp with time zone
  record_passage_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES record_copy(id)
  record_passage_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(id)
  record_passage_pkey PRIMARY KEY (id)
  CREATE INDEX record_passage_copy ON public.record_passage USING btree (copy_id, number)
  CREATE UNIQUE INDEX record_passage_pkey ON public.record_passage USING btree (id)
TABLE response
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  instrument text COLLATE "C" NOT NULL
  version text COLLATE "C" NOT NULL
  lang text COLLATE "C" NOT NULL DEFAULT ''::text
  person_id text COLLATE "C"
  dyad_id text COLLATE "C"
  place_id text COLLATE "C"
  study_id text COLLATE "C"
  study_row bigint
  timepoint text COLLATE "C" NOT NULL
  state text COLLATE "C" NOT NULL
  source text COLLATE "C" NOT NULL
  entered_by text COLLATE "C"
  coder text COLLATE "C" NOT NULL DEFAULT ''::text
  taken_on text COLLATE "C"
  started_at timestamp with time zone NOT NULL
  completed_at timestamp with time zone
  void_why text COLLATE "C" NOT NULL DEFAULT ''::text
  response_dyad_id_fkey FOREIGN KEY (dyad_id) REFERENCES dyad(id)
  response_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id)
  response_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  response_pkey PRIMARY KEY (id)
  response_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id)
  response_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX response_dyad ON public.response USING btree (dyad_id, instrument, timepoint)
  CREATE INDEX response_person ON public.response USING btree (person_id)
  CREATE INDEX response_place ON public.response USING btree (place_id, instrument, timepoint)
  CREATE INDEX response_study ON public.response USING btree (study_id)
  CREATE UNIQUE INDEX response_pkey ON public.response USING btree (id)
TABLE response_item
  response_id text COLLATE "C" NOT NULL
  item bigint NOT NULL
  value bigint NOT NULL
  response_item_pkey PRIMARY KEY (response_id, item)
  response_item_response_id_fkey FOREIGN KEY (response_id) REFERENCES response(id)
  CREATE UNIQUE INDEX response_item_pkey ON public.response_item USING btree (response_id, item)
TABLE response_scale
  response_id text COLLATE "C" NOT NULL
  scale text COLLATE "C" NOT NULL
  value double precision NOT NULL
  response_scale_pkey PRIMARY KEY (response_id, scale)
  response_scale_response_id_fkey FOREIGN KEY (response_id) REFERENCES response(id)
  CREATE UNIQUE INDEX response_scale_pkey ON public.response_scale USING btree (response_id, scale)
TABLE restricted_note
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  kind text COLLATE "C" NOT NULL
  present text COLLATE "C" NOT NULL
  answer text COLLATE "C" NOT NULL
  note text COLLATE "C" NOT NULL
  by_account text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  restricted_note_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  restricted_note_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  restricted_note_pkey PRIMARY KEY (id)
  restricted_note_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX restricted_note_person ON public.restricted_note USING btree (person_id, at)
  CREATE UNIQUE INDEX restricted_note_pkey ON public.restricted_note USING btree (id)
TABLE restriction
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  adult_id text COLLATE "C" NOT NULL
  about_id text COLLATE "C" NOT NULL
  from_on text COLLATE "C" NOT NULL
  until_on text COLLATE "C"
  why text COLLATE "C" NOT NULL
  evidence text COLLATE "C" NOT NULL
  by_account text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  ended_at timestamp with time zone
  ended_by text COLLATE "C"
  restriction_about_id_fkey FOREIGN KEY (about_id) REFERENCES person(id)
  restriction_adult_id_fkey FOREIGN KEY (adult_id) REFERENCES person(id)
  restriction_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  restriction_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id)
  restriction_pkey PRIMARY KEY (id)
  restriction_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX restriction_about ON public.restriction USING btree (about_id)
  CREATE INDEX restriction_pair ON public.restriction USING btree (adult_id, about_id)
  CREATE UNIQUE INDEX restriction_pkey ON public.restriction USING btree (id)
TABLE safe_contact
  person_id text COLLATE "C" NOT NULL
  channel text COLLATE "C" NOT NULL
  safe boolean NOT NULL
  from_time text COLLATE "C" NOT NULL DEFAULT ''::text
  until_time text COLLATE "C" NOT NULL DEFAULT ''::text
  voicemail boolean NOT NULL
  shared boolean NOT NULL
  asked_at timestamp with time zone NOT NULL
  asked_by text COLLATE "C"
  wording text COLLATE "C" NOT NULL DEFAULT 'neutral'::text
  seen_by text COLLATE "C" NOT NULL DEFAULT ''::text
  safe_contact_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES account(id)
  safe_contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  safe_contact_pkey PRIMARY KEY (person_id, channel)
  CREATE UNIQUE INDEX safe_contact_pkey ON public.safe_contact USING btree (person_id, channel)
TABLE safe_put_off
  person_id text COLLATE "C" NOT NULL
  until_on text COLLATE "C" NOT NULL
  safe_put_off_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  safe_put_off_pkey PRIMARY KEY (person_id)
  CREATE UNIQUE INDEX safe_put_off_pkey ON public.safe_put_off USING btree (person_id)
TABLE schema_migration
  number bigint NOT NULL
  name text COLLATE "C" NOT NULL
  hash text COLLATE "C" NOT NULL
  applied_at timestamp with time zone NOT NULL
  schema_migration_pkey PRIMARY KEY (number)
  CREATE UNIQUE INDEX schema_migration_pkey ON public.schema_migration USING btree (number)
TABLE service
  id text COLLATE "C" NOT NULL
  slug text COLLATE "C" NOT NULL
  name text COLLATE "C" NOT NULL
  zone text COLLATE "C" NOT NULL
  lang text COLLATE "C" NOT NULL
  phone text COLLATE "C" NOT NULL DEFAULT ''::text
  email text COLLATE "C" NOT NULL DEFAULT ''::text
  sender text COLLATE "C" NOT NULL DEFAULT ''::text
  exit_url text COLLATE "C" NOT NULL
  offer_hours bigint NOT NULL DEFAULT 72
  warn_days bigint NOT NULL DEFAULT 28
  created_at timestamp with time zone NOT NULL
  service_pkey PRIMARY KEY (id)
  service_slug_key UNIQUE (slug)
  CREATE UNIQUE INDEX service_pkey ON public.service USING btree (id)
  CREATE UNIQUE INDEX service_slug_key ON public.service USING btree (slug)
TABLE session_cancelled
  group_id text COLLATE "C" NOT NULL
  number bigint NOT NULL
  on_day text COLLATE "C" NOT NULL
  why text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C" NOT NULL
  closed boolean NOT NULL DEFAULT false
  session_cancelled_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  session_cancelled_group_id_fkey FOREIGN KEY (group_id) REFERENCES programme_group(id)
  session_cancelled_pkey PRIMARY KEY (group_id, on_day)
  CREATE UNIQUE INDEX session_cancelled_pkey ON public.session_cancelled USING btree (group_id, on_day)
TABLE session_note
  session_id text COLLATE "C" NOT NULL
  dyad_id text COLLATE "C" NOT NULL
  well text COLLATE "C" NOT NULL
  next text COLLATE "C" NOT NULL
  by_account text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  session_note_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  session_note_dyad_id_fkey FOREIGN KEY (dyad_id) REFERENCES dyad(id)
  session_note_pkey PRIMARY KEY (session_id, dyad_id)
  session_note_session_id_fkey FOREIGN KEY (session_id) REFERENCES group_session(id)
  CREATE INDEX session_note_dyad ON public.session_note USING btree (dyad_id)
  CREATE UNIQUE INDEX session_note_pkey ON public.session_note USING btree (session_id, dyad_id)
TABLE share
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  thing_kind text COLLATE "C" NOT NULL
  thing_id text COLLATE "C" NOT NULL
  to_id text COLLATE "C" NOT NULL
  to_name text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  ended_at timestamp with time zone
  share_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  share_pkey PRIMARY KEY (id)
  share_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  share_to_id_fkey FOREIGN KEY (to_id) REFERENCES person(id)
  CREATE INDEX share_person ON public.share USING btree (person_id, to_id)
  CREATE INDEX share_thing ON public.share USING btree (thing_id)
  CREATE INDEX share_to ON public.share USING btree (to_id)
  CREATE UNIQUE INDEX share_pkey ON public.share USING btree (id)
TABLE sight
  account_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  reason text COLLATE "C" NOT NULL
  from_on text COLLATE "C" NOT NULL
  until_on text COLLATE "C"
  until_at timestamp with time zone
  sight_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
  sight_pkey PRIMARY KEY (account_id, person_id, reason)
  CREATE INDEX sight_person ON public.sight USING btree (person_id)
  CREATE UNIQUE INDEX sight_pkey ON public.sight USING btree (account_id, person_id, reason)
TABLE site
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  name text COLLATE "C" NOT NULL
  address text COLLATE "C" NOT NULL DEFAULT ''::text
  access text COLLATE "C" NOT NULL DEFAULT ''::text
  site_pkey PRIMARY KEY (id)
  site_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX site_service ON public.site USING btree (service_id)
  CREATE UNIQUE INDEX site_pkey ON public.site USING btree (id)
TABLE site_room
  site_id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  rooms bigint NOT NULL
  holds bigint NOT NULL
  at timestamp with time zone NOT NULL
  by_account text COLLATE "C" NOT NULL
  site_room_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  site_room_pkey PRIMARY KEY (site_id)
  site_room_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  site_room_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
  CREATE INDEX site_room_service ON public.site_room USING btree (service_id)
  CREATE UNIQUE INDEX site_room_pkey ON public.site_room USING btree (site_id)
TABLE standing
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  adult_id text COLLATE "C" NOT NULL
  infant_id text COLLATE "C" NOT NULL
  what text COLLATE "C" NOT NULL
  value text COLLATE "C" NOT NULL
  basis text COLLATE "C" NOT NULL
  evidence text COLLATE "C" NOT NULL
  from_on text COLLATE "C" NOT NULL
  until_on text COLLATE "C"
  by_account text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  ended_at timestamp with time zone
  ended_by text COLLATE "C"
  wrong_at timestamp with time zone
  wrong_by text COLLATE "C"
  standing_adult_id_fkey FOREIGN KEY (adult_id) REFERENCES person(id)
  standing_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  standing_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id)
  standing_infant_id_fkey FOREIGN KEY (infant_id) REFERENCES person(id)
  standing_pkey PRIMARY KEY (id)
  standing_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  standing_wrong_by_fkey FOREIGN KEY (wrong_by) REFERENCES account(id)
  CREATE INDEX standing_adult ON public.standing USING btree (adult_id)
  CREATE INDEX standing_infant ON public.standing USING btree (infant_id)
  CREATE UNIQUE INDEX standing_pkey ON public.standing USING btree (id)
TABLE study
  id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  name text COLLATE "C" NOT NULL
  source text COLLATE "C" NOT NULL
  instrument text COLLATE "C" NOT NULL
  imported_at timestamp with time zone NOT NULL
  people bigint NOT NULL
  complete bigint NOT NULL
  study_pkey PRIMARY KEY (id)
  study_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE UNIQUE INDEX study_name ON public.study USING btree (service_id, name)
  CREATE UNIQUE INDEX study_pkey ON public.study USING btree (id)
TABLE to_ring
  group_id text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  service_id text COLLATE "C" NOT NULL
  misses bigint NOT NULL
  missed_on text COLLATE "C" NOT NULL
  since timestamp with time zone NOT NULL
  to_ring_group_id_fkey FOREIGN KEY (group_id) REFERENCES programme_group(id)
  to_ring_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  to_ring_pkey PRIMARY KEY (group_id, person_id)
  to_ring_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id)
  CREATE INDEX to_ring_service ON public.to_ring USING btree (service_id, missed_on)
  CREATE UNIQUE INDEX to_ring_pkey ON public.to_ring USING btree (group_id, person_id)
TABLE visit
  place_id text COLLATE "C" NOT NULL
  contact text COLLATE "C" NOT NULL
  state text COLLATE "C" NOT NULL
  on_day text COLLATE "C" NOT NULL
  starts text COLLATE "C" NOT NULL DEFAULT ''::text
  why text COLLATE "C" NOT NULL DEFAULT ''::text
  by_account text COLLATE "C" NOT NULL
  at timestamp with time zone NOT NULL
  visit_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id)
  visit_pkey PRIMARY KEY (place_id, contact)
  visit_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id)
  CREATE UNIQUE INDEX visit_pkey ON public.visit USING btree (place_id, contact)
TABLE visit_with
  place_id text COLLATE "C" NOT NULL
  contact text COLLATE "C" NOT NULL
  person_id text COLLATE "C" NOT NULL
  visit_with_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  visit_with_pkey PRIMARY KEY (place_id, contact, person_id)
  visit_with_place_id_contact_fkey FOREIGN KEY (place_id, contact) REFERENCES visit(place_id, contact)
  CREATE UNIQUE INDEX visit_with_pkey ON public.visit_with USING btree (place_id, contact, person_id)
