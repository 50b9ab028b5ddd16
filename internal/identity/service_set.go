package identity

import (
	"context"
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"holdfast/internal/access"
	"holdfast/internal/civil"
	"holdfast/internal/fault"
	"holdfast/internal/ident"
	"holdfast/internal/store"
)

// What a service begins with unless it says otherwise: three days to answer an
// offer, four weeks' warning before a baby grows out of a group (DOMAIN §5), and a
// public weather page to leave for.
const (
	offerHours = 72
	warnDays   = 28
	exitURL    = "https://www.bbc.co.uk/weather"
)

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// withDefaults fills in what was left empty.
func (s Service) withDefaults() Service {
	if s.Lang == "" {
		s.Lang = "en"
	}
	if s.ExitURL == "" {
		s.ExitURL = exitURL
	}
	if s.OfferHours == 0 {
		s.OfferHours = offerHours
	}
	if s.WarnDays == 0 {
		s.WarnDays = warnDays
	}
	return s
}

// check finds what cannot be in a service's settings.
func (s Service) check() []fault.Problem {
	var out []fault.Problem
	wrong := func(bad bool, field, key string) {
		if bad {
			out = append(out, fault.At(field, key))
		}
	}
	wrong(!slugForm.MatchString(s.Slug) || len(s.Slug) > 40, "slug", "identity.service.slug")
	wrong(strings.TrimSpace(s.Name) == "", "name", "identity.name.missing")
	wrong(utf8.RuneCountInString(s.Name) > nameLimit, "name", "identity.service.name-long")
	_, err := time.LoadLocation(s.ZoneName)
	wrong(s.ZoneName == "" || s.ZoneName == "Local" || err != nil, "zone", "identity.service.zone")
	_, err = language.Parse(s.Lang)
	wrong(err != nil, "lang", "identity.service.lang")
	wrong(s.Email != "" && !plausibleEmail(s.Email), "email", "identity.email.wrong")
	exit, err := url.Parse(s.ExitURL)
	wrong(err != nil || exit.Scheme != "https" || exit.Host == "", "exit", "identity.service.exit")
	wrong(s.OfferHours < 1 || s.OfferHours > 24*28, "offer_hours", "identity.service.offer-hours")
	wrong(s.WarnDays < 1 || s.WarnDays > 180, "warn_days", "identity.service.warn-days")
	wrong(s.namesItself(), "sender", "identity.service.sender")
	return out
}

// namesItself reports whether messages would come from the service's own name: a
// sender is read by whoever picks up the telephone.
func (s Service) namesItself() bool {
	sender, name := strings.ToLower(strings.TrimSpace(s.Sender)), strings.ToLower(strings.TrimSpace(s.Name))
	return sender != "" && name != "" && (strings.Contains(sender, name) || strings.Contains(name, sender))
}

// AddService makes a service. There is nobody in it yet, so only the program, at
// the command line or for a demonstration, can do it.
//
// Faults: Forbidden for anybody else; Invalid on slug, name, zone, lang, email,
// exit, offer_hours, warn_days, sender.
func (a *Accounts) AddService(ctx context.Context, who access.Actor, in Service) (access.ServiceID, error) {
	if !who.IsSystem() {
		return access.ServiceID{}, fault.Forbiddenf("a service is made at the command line")
	}
	in = in.withDefaults()
	if err := fault.Check(in.check()...); err != nil {
		return access.ServiceID{}, err
	}
	if in.ID.IsZero() {
		in.ID = access.NewServiceID()
	}
	err := a.db.Update(ctx, func(tx *store.Tx) error {
		if err := insertService(tx, in); err != nil {
			return err
		}
		event := who.Did("service.added", "service", in.ID.String())
		event.Service = in.ID.String()
		return a.log.Record(tx, event)
	})
	if store.Duplicate(err, "service", "slug") {
		return access.ServiceID{}, fault.Check(fault.At("slug", "identity.service.slug-taken"))
	}
	if err != nil {
		return access.ServiceID{}, fmt.Errorf("add service: %w", err)
	}
	return in.ID, nil
}

// SetService changes the settings of the actor's service.
//
// Faults: Forbidden; Invalid as for AddService.
func (a *Accounts) SetService(ctx context.Context, who access.Actor, in Service) error {
	if err := who.Require(access.ServiceAdmin); err != nil {
		return err
	}
	in = in.withDefaults()
	in.ID = who.Service
	if err := fault.Check(in.check()...); err != nil {
		return err
	}
	err := a.db.Update(ctx, func(tx *store.Tx) error {
		if err := updateService(tx, in); err != nil {
			return err
		}
		return a.log.Record(tx, who.Did("service.set", "service", in.ID.String()))
	})
	if store.Duplicate(err, "service", "slug") {
		return fault.Check(fault.At("slug", "identity.service.slug-taken"))
	}
	if err != nil {
		return fmt.Errorf("set service %s: %w", in.ID, err)
	}
	return nil
}

// AddSite adds a place where groups meet.
//
// Faults: Forbidden; Invalid on name.
func (a *Accounts) AddSite(ctx context.Context, who access.Actor, in Site) (SiteID, error) {
	if err := who.Require(access.ServiceAdmin); err != nil {
		return SiteID{}, err
	}
	if strings.TrimSpace(in.Name) == "" {
		return SiteID{}, fault.Check(fault.At("name", "identity.name.missing"))
	}
	if utf8.RuneCountInString(in.Name) > nameLimit {
		return SiteID{}, fault.Check(fault.At("name", "identity.name.long", "limit", nameLimit))
	}
	in.Service = who.Service
	if in.ID.IsZero() {
		in.ID = ident.New[site]()
	}
	err := a.db.Update(ctx, func(tx *store.Tx) error {
		if err := insertSite(tx, in); err != nil {
			return err
		}
		return a.log.Record(tx, who.Did("site.added", "site", in.ID.String()))
	})
	if err != nil {
		return SiteID{}, fmt.Errorf("add site: %w", err)
	}
	return in.ID, nil
}

// CloseIn says that the service does not meet on some days, both ends included. The
// groups that were to meet then are the caller's to move.
//
// Faults: Forbidden.
func (a *Accounts) CloseIn(tx *store.Tx, who access.Actor, days civil.Window, name string) error {
	if err := who.Require(access.ServiceAdmin); err != nil {
		return err
	}
	for day := days.From; !day.After(days.To); day = day.AddDays(1) {
		if err := insertHoliday(tx, who.Service, Holiday{Day: day, Name: name}); err != nil {
			return err
		}
	}
	return a.log.Record(tx, who.Did("holiday.added", "service", who.Service.String()))
}

// OpenIn takes back that the service does not meet on some days.
//
// Faults: Forbidden.
func (a *Accounts) OpenIn(tx *store.Tx, who access.Actor, days civil.Window) error {
	if err := who.Require(access.ServiceAdmin); err != nil {
		return err
	}
	if err := deleteHolidays(tx, who.Service, days); err != nil {
		return err
	}
	return a.log.Record(tx, who.Did("holiday.removed", "service", who.Service.String()))
}

// plausibleEmail accepts what could be an address and nothing else beside it.
func plausibleEmail(s string) bool {
	s = strings.TrimSpace(s)
	a, err := mail.ParseAddress(s)
	return err == nil && a.Name == "" && a.Address == s && len(s) <= 254
}

// aboutPerson is what a password should not be made of.
func aboutPerson(name, email string) []string {
	local, _, _ := strings.Cut(email, "@")
	return append(strings.Fields(name), local, "holdfast", "password")
}
