package demo

import (
	"time"

	"holdfast/internal/audit"
	"holdfast/internal/demo/history"
	"holdfast/internal/i18n"
	"holdfast/internal/programme"
)

// rows turns a world into rows.
type rows struct {
	bulk
	load       *loader
	world      *history.World
	letters    map[history.ID]letters // by service
	programme  *programme.Programme   // of the chapter
	events     []audit.Event
	deliveries []delivery
	families   int // written so far

	service, site, siteRoom, holiday, account, role, canLead, link, sight                       *table
	restricted                                                                                  *table
	invitation, invited, words, share                                                           *table
	standing                                                                                    *table
	family, person, fact, stay, dyad, detail, episode, contact, consent, safe                   *table
	group, leader, session, dayOff, place, placeDyad, need, offer, mark, ring, visit, visitWith *table
	note, response, item, scale, alert, step, message, enquiry, answer                          *table
}

// delivery is a job that takes a message to the gate.
type delivery struct {
	kind    string
	payload any
	at      time.Time
	key     string
}

// letters writes messages for one service.
type letters struct {
	printer i18n.Printer
	texts   *i18n.Catalogue
	sender  string
	base    string
}

func newRows(l *loader, w *history.World) *rows {
	in := &rows{load: l, world: w, letters: map[history.ID]letters{}}
	in.service = in.table("service", "id slug name zone lang phone email sender exit_url offer_hours warn_days created_at")
	in.site = in.table("site", "id service_id name address access")
	in.holiday = in.table("holiday", "service_id on_day name")
	in.account = in.table("account", "id service_id person_id name email email_key password_hash totp_confirmed_at created_at disabled_at")
	in.role = in.table("account_role", "account_id role from_on until_on")
	in.siteRoom = in.table("site_room", "site_id service_id rooms holds at by_account")
	in.canLead = in.table("leader_can", "account_id service_id languages times modes at by_account")
	in.family = in.table("family", "id service_id ref created_at")
	in.person = in.table("person", "id service_id family_id kind name called name_key lang interpreter due_on born_on created_at")
	in.fact = in.table("infant_fact", "id service_id infant_id kind due_on born_on at by_account")
	in.stay = in.table("hospital_stay", "id service_id infant_id from_on at by_account")
	in.dyad = in.table("dyad", "id service_id family_id caregiver_id infant_id relation since_on")
	in.standing = in.table("standing", "id service_id adult_id infant_id what value basis evidence from_on by_account at")
	in.detail = in.table("contact_detail", "id person_id channel value value_key added_at")
	in.episode = in.table("episode", "id service_id family_id opened_on")
	in.contact = in.table("contact", "id service_id person_id kind at by_account reached note")
	in.consent = in.table("consent", "id person_id about_id purpose wording given at by_account")
	in.restricted = in.table("restricted_note", "id service_id person_id kind present answer note by_account at")
	in.safe = in.table("safe_contact", "person_id channel safe from_time until_time voicemail shared asked_at asked_by")
	in.group = in.table("programme_group", `id service_id programme ref site_id mode room video_link lang capacity first_on last_on starts ends
		state state_why back_by created_by created_at changed_at`)
	in.leader = in.table("facilitator", "group_id account_id from_on until_on")
	in.session = in.table("group_session", "id service_id group_id number on_day was_on starts ends closed_at closed_by")
	in.dayOff = in.table("session_cancelled", "group_id number on_day why at by_account")
	in.place = in.table("place", `id service_id programme family_id group_id state dyads lang asked_by start_from start_by times modes
		asked_at offered_at expires_at answered_at ended_why changed_at`)
	in.placeDyad = in.table("place_dyad", "place_id dyad_id")
	in.need = in.table("place_need", "place_id service_id need at by_account")
	in.offer = in.table("place_offer", "id place_id group_id offered_at by_account expires_at outcome ended_at")
	in.link = in.table("link", "token_hash purpose account_id thing made_at expires_at used_at")
	in.sight = in.table("sight", "account_id person_id reason from_on until_on")
	in.mark = in.table("attendance", "session_id person_id place_id mark with_baby reason by_account at late undone was_mark was_baby was_reason")
	in.ring = in.table("to_ring", "group_id person_id service_id misses missed_on since")
	in.visit = in.table("visit", "place_id contact state on_day starts by_account at")
	in.visitWith = in.table("visit_with", "place_id contact person_id")
	in.note = in.table("session_note", "session_id dyad_id well next by_account at")
	in.response = in.table("response", `id service_id instrument version lang person_id dyad_id place_id timepoint state source entered_by coder
		taken_on started_at completed_at`)
	in.item = in.table("response_item", "response_id item value")
	in.scale = in.table("response_scale", "response_id scale value")
	in.alert = in.table("alert", "id service_id person_id dyad_id kind source response_id opened_at due_at owner_id owned_at closed_at")
	in.step = in.table("alert_step", "id alert_id at by_account kind note")
	in.message = in.table("message", `id service_id person_id text_key args about infant_id made_at not_before state why channel address
		subject body decided_at said_by`)
	in.enquiry = in.table("enquiry", "id service_id programme group_id ref token_hash state started_at sent_at decided_at decided_by decision family_id")
	in.invitation = in.table("invitation", `id service_id family_id by_person by_account name relation email email_key state made_at expires_at
		own_name own_email own_phone tells answered_at person_id decided_at decided_by`)
	in.invited = in.table("invitation_infant", "invitation_id infant_id")
	in.words = in.table("own_words", "id service_id person_id words written_at")
	in.share = in.table("share", "id service_id person_id thing_kind thing_id to_id to_name at")
	in.answer = in.table("enquiry_answer", "enquiry_id question value")
	return in
}

// id is an identifier as a column takes it: NULL for none.
func id(v history.ID) any {
	if v == "" {
		return nil
	}
	return string(v)
}

// when is a moment as a column takes it: NULL for one that has not come.
func when(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

// chapter gathers the rows of a chapter.
func (in *rows) chapter(c history.Chapter) {
	in.programme = c.Programme
	for _, g := range c.Groups {
		in.addGroup(g)
	}
	for i := range c.Families {
		in.addFamily(&c.Families[i])
	}
	for _, e := range c.Enquiries {
		in.addEnquiry(e, "")
	}
}
