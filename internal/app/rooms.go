package app

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"sync"

	texts "holdfast/content/companion"
	"holdfast/content/helplines"
	"holdfast/content/instruments"
	wordings "holdfast/content/packs"
	"holdfast/content/programmes"
	"holdfast/content/text"
	"holdfast/internal/audit"
	"holdfast/internal/blob"
	"holdfast/internal/companion"
	"holdfast/internal/consent"
	"holdfast/internal/enquiry"
	"holdfast/internal/exchange"
	"holdfast/internal/family"
	"holdfast/internal/i18n"
	"holdfast/internal/identity"
	"holdfast/internal/jobs"
	"holdfast/internal/measure"
	"holdfast/internal/measure/packs"
	"holdfast/internal/notify"
	"holdfast/internal/outcome"
	"holdfast/internal/pledge"
	"holdfast/internal/programme"
	"holdfast/internal/programme/proposal"
	"holdfast/internal/safety"
	"holdfast/internal/share"
	"holdfast/internal/store"
)

// Rooms are the use cases of the whole house, each built from those before it,
// and the content they work with.
type Rooms struct {
	Texts     *i18n.Catalogue
	Library   *packs.Library
	Catalogue *programme.Catalogue
	Helplines companion.Helplines
	Companion func() (*companion.Content, error) // read when it is first asked for: most commands never need it

	DB         *store.DB
	Queue      *jobs.Queue
	Log        *audit.Log
	Files      *blob.Store
	Pledges    *pledge.Book // nil: there is no file
	keeper     *pledge.Keeper
	Accounts   *identity.Accounts
	Consents   *consent.Service
	Families   *family.Service
	Safety     *safety.Service
	Shares     *share.Service
	Messages   *notify.Service
	Measures   *measure.Service
	Programmes *programme.Service
	Proposals  *proposal.Service
	Enquiries  *enquiry.Service
	Outcomes   *outcome.Service
	Copies     *exchange.Service
	Cards      *companion.Service
}

// Open opens the database and builds the rooms. It does not migrate: a command
// that only looks must not change anything.
func Open(ctx context.Context, c Config) (*Rooms, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	c = c.withDefaults()
	r := &Rooms{}
	if err := r.read(c); err != nil {
		return nil, fmt.Errorf("read content: %w", err)
	}
	var err error
	if r.DB, err = store.Open(ctx, c.Store()); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := r.furnish(c); err != nil {
		return nil, errors.Join(err, r.DB.Close())
	}
	return r, nil
}

// read reads what is data rather than code: words, instruments, programmes and
// who answers when somebody needs help now.
func (r *Rooms) read(c Config) (err error) {
	if r.Texts, err = i18n.Load(text.Files()); err != nil {
		return err
	}
	if c.Pseudo {
		r.Texts = r.Texts.WithPseudo()
	}
	if c.Wordings == "" {
		r.Library, err = packs.Load(instruments.Files, wordings.Files)
	} else {
		r.Library, err = packs.Load(instruments.Files, wordings.Files, os.DirFS(c.Wordings))
	}
	if err != nil {
		return err
	}
	if c.Programmes == "" {
		r.Catalogue, err = programme.ReadCatalogue(programmes.Files)
	} else {
		r.Catalogue, err = programme.ReadCatalogue(os.DirFS(c.Programmes))
	}
	if err != nil {
		return err
	}
	r.Companion = sync.OnceValues(func() (*companion.Content, error) { return companion.LoadContent(texts.Files) })
	r.Helplines, err = companion.LoadHelplines(helplines.Files, c.Country+".yaml")
	return err
}

// furnish builds the rooms in the order of the house, and then binds what a room
// asks of one above it.
func (r *Rooms) furnish(c Config) (err error) {
	r.Queue = jobs.NewQueue()
	r.Log = audit.New(c.Key)
	var options []identity.Option
	if c.Demo {
		options = append(options, identity.WithDemo())
	}
	if r.Accounts, err = identity.New(r.DB, r.Log, c.Key, options...); err != nil {
		return err
	}
	r.Consents = consent.New(r.DB, r.Log)
	r.Families = family.New(r.DB, r.Log, r.Queue)
	r.Safety = safety.New(r.DB, r.Log, r.Accounts)
	r.Shares = share.New(r.DB, r.Log)
	r.Cards = companion.NewService(r.DB, r.Log)
	mailer, err := c.mailer()
	if err != nil {
		return err
	}
	r.Messages = notify.New(r.DB, r.Log, notify.Rooms{
		Accounts: r.Accounts, Families: r.Families, Consents: r.Consents, Safety: r.Safety,
		Queue: r.Queue, Texts: r.Texts, Mailer: mailer,
	}, notify.Settings{Base: c.BaseURL, From: c.Mail.From, KeepLinks: c.Demo})
	r.Measures = measure.New(r.DB, r.Log, measure.Rooms{
		Library: r.Library, Family: r.Families, Consent: r.Consents, Safety: r.Safety,
		Messages: r.Messages, Plan: r.plan,
	})
	r.Programmes = programme.New(r.DB, r.Log, programme.Rooms{
		Accounts: r.Accounts, Consents: r.Consents, Families: r.Families, Safety: r.Safety, Messages: r.Messages, Measures: r.Measures,
		Catalogue: r.Catalogue,
	})
	r.Proposals = proposal.New(r.DB, r.Log, r.Accounts, r.Programmes)
	r.Enquiries = enquiry.New(r.DB, r.Log, enquiry.Rooms{
		Accounts: r.Accounts, Families: r.Families, Safety: r.Safety, Consent: r.Consents,
		Notify: r.Messages, Programmes: r.Programmes,
	})
	r.Files, err = c.OpenFiles()
	if err != nil {
		return fmt.Errorf("open the files: %w", err)
	}
	r.Copies = exchange.New(r.DB, r.Log, exchange.Rooms{Accounts: r.Accounts, Consents: r.Consents, Library: r.Library, Texts: r.Texts, Files: r.Files})
	r.Outcomes = outcome.New(r.DB, r.Log, r.Catalogue, r.Measures)

	r.Families.OnRestrict(r.Programmes.Part)
	// A loss goes through the house from the places down: what a twin who lives keeps is
	// told apart first, then what is left of the messages is held.
	r.Families.OnLoss(r.Programmes.OnLoss(), r.Messages.OnLoss())
	r.Messages.Stands(r.Programmes.Standing())
	r.Messages.Stands(r.Enquiries.Standing())
	r.Messages.Stands(r.Measures.Standing())
	r.Consents.HeldBy(r.Families.ResponsibleIn)
	r.Consents.SetsInMotion(consent.TakingPart, r.Programmes.Stops(), r.Safety.RingsWhoStops())
	r.Consents.SetsInMotion(consent.Measures, r.Measures.Stops(), r.Programmes.Stops())
	r.Consents.SetsInMotion(consent.Messages, r.Messages.Stops(), r.Programmes.Stops())
	return r.keepPledges(c)
}

// plan is the measures of a programme; a programme that is not there any more has
// none due.
func (r *Rooms) plan(key string) []measure.Planned {
	p, err := r.Catalogue.Programme(programme.Key(key))
	if err != nil {
		return nil
	}
	return p.Measures
}

// Close closes the database.
func (r *Rooms) Close() error {
	if r.keeper != nil {
		r.keeper.Close()
	}
	return r.DB.Close()
}

// Store says where the data is, and its key.
func (c Config) Store() store.Config {
	return store.Config{URL: c.Database, Key: derived(c.Key, "holdfast database"), Now: c.Now}
}

// derived is a key for one purpose, so that no two uses share one.
func derived(key []byte, purpose string) []byte {
	k, err := hkdf.Key(sha256.New, key, nil, purpose, 32)
	if err != nil {
		panic(err) // only for a length that SHA-256 cannot give
	}
	return k
}
