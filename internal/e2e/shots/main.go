// Command shots takes the pictures of the README: pages of the demonstration as
// people see them, on one fixed morning, so that the same program takes the same
// pictures.
package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"holdfast/internal/app"
	"holdfast/internal/demo"
	"holdfast/internal/e2e/browser"
	"holdfast/internal/store"
)

// morning is when the pictures are taken: a Tuesday on which groups meet.
var morning = time.Date(2027, time.February, 9, 8, 55, 0, 0, time.UTC)

// heaviest is what a picture may weigh: a README is read on phones too.
const heaviest = 150_000

var (
	phone   = browser.Look{Width: 390, Height: 844, Cached: true}
	desktop = browser.Look{Width: 1280, Height: 860, Cached: true}
)

// shot is one picture.
type shot struct {
	file   string
	who    string // persona; empty for a visitor
	look   browser.Look
	scheme string
	reach  func(*studio, *browser.Tab) error
}

// shots tell the story in its order.
var shots = []shot{
	{"groups", "", phone, "light", at("/s/harbour-lane")},
	{"fits", "", phone, "light", fits},
	{"home", "nadia", phone, "dark", at("/home")},
	{"question", "nadia", phone, "light", question},
	{"today", "ruth", desktop, "light", at("/desk")},
	{"register", "ruth", desktop, "light", pressed("/desk", "Open register")},
	{"waiting", "mei", desktop, "dark", at("/desk/waiting")},
	{"companion-today", "", phone, "light", carded("/with/en/index.html")},
	{"companion-crying", "", phone, "dark", at("/with/en/crying.html")},
	{"companion-stop", "", phone, "dark", at("/with/en/stop.html")},
	{"companion-help", "", phone, "light", at("/with/ar/help.html")},
	{"companion-cues", "", phone, "light", at("/with/es/cues.html")},
	{"companion-exit", "", phone, "light", at("/with/fr/exit.html")},
	{"companion-home", "nadia", phone, "light", scrolled("/home", "article.try")},
	{"outcome", "dana", browser.Look{Width: 1280, Height: 1100, Cached: true}, "light", outcome},
}

func main() {
	out := flag.String("out", "docs/shots", "the folder for the pictures")
	only := flag.String("only", "", "take those alone whose name begins so")
	flag.Parse()
	if err := take(context.Background(), *out, *only); err != nil {
		fmt.Fprintln(os.Stderr, "shots:", err)
		os.Exit(1)
	}
}

// studio is the demonstration, open for pictures.
type studio struct {
	*app.App
	url string
}

func take(ctx context.Context, out, only string) (err error) {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "holdfast-shots-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := open(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	b, err := browser.Start(ctx)
	if err != nil {
		return err
	}
	defer b.Close()
	for _, one := range shots {
		if !strings.HasPrefix(one.file, only) {
			continue
		}
		picture, err := s.picture(ctx, b, one)
		if err != nil {
			return fmt.Errorf("%s: %w", one.file, err)
		}
		if err := os.WriteFile(filepath.Join(out, one.file+".png"), picture, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s.png\t%d bytes\n", one.file, len(picture))
	}
	return nil
}

func open(ctx context.Context, dir string) (*studio, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &studio{url: "http://" + listener.Addr().String()}
	key := []byte("pictures need no secret, only 32")
	s.App, err = app.New(ctx, app.Config{
		Database: "sqlite:" + filepath.Join(dir, "shots.db"), Key: key, BaseURL: s.url, Demo: true,
		Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return morning },
	})
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	if err := demo.Fill(ctx, s.Rooms.DB, demo.Plan{Key: key, Seed: 1, Families: 88, Now: morning, BaseURL: s.url}); err != nil {
		return nil, errors.Join(err, listener.Close(), s.Close())
	}
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: time.Minute}
	go server.Serve(listener) //nolint:errcheck // it ends with the program
	return s, nil
}

// picture opens the page and takes it.
func (s *studio) picture(ctx context.Context, b *browser.Browser, one shot) ([]byte, error) {
	tab, err := b.Open(s.url, one.look)
	if err != nil {
		return nil, err
	}
	defer tab.Close()
	if err := tab.Scheme(one.scheme); err != nil {
		return nil, err
	}
	for _, p := range demo.Personas() {
		if p.Key != one.who {
			continue
		}
		token, err := s.Rooms.Accounts.DemoSignIn(ctx, p.Account)
		if err != nil {
			return nil, err
		}
		if err := tab.Hold("login", token); err != nil {
			return nil, err
		}
	}
	if err := one.reach(s, tab); err != nil {
		return nil, err
	}
	picture, err := tab.Picture(false)
	if err != nil {
		return nil, err
	}
	return packed(picture)
}

// packed is the picture as small as its format makes it: pages have few colours, so
// the most frequent stand for all, and nobody sees the difference.
func packed(picture []byte) ([]byte, error) {
	drawn, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	few := image.NewPaletted(drawn.Bounds(), frequent(drawn, 256))
	draw.Draw(few, few.Bounds(), drawn, drawn.Bounds().Min, draw.Src)
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, few); err != nil {
		return nil, err
	}
	if out.Len() > heaviest {
		return nil, fmt.Errorf("%d bytes: a picture may weigh %d", out.Len(), heaviest)
	}
	return out.Bytes(), nil
}

// frequent are the n colours that cover most of a picture.
func frequent(drawn image.Image, n int) color.Palette {
	count := map[color.RGBA]int{}
	b := drawn.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			count[color.RGBAModel.Convert(drawn.At(x, y)).(color.RGBA)]++
		}
	}
	all := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	var out color.Palette
	for _, c := range all[:min(n, len(all))] {
		out = append(out, c)
	}
	return out
}

// at is an address.
func at(address string) func(*studio, *browser.Tab) error {
	return func(_ *studio, tab *browser.Tab) error { return tab.Go(address) }
}

// carded is the first page of the companion with its card in.
func carded(address string) func(*studio, *browser.Tab) error {
	return func(_ *studio, tab *browser.Tab) error {
		if err := tab.Go(address); err != nil {
			return err
		}
		return tab.Until(`document.querySelector("[data-card]").checkVisibility()`)
	}
}

// scrolled is a page as it looks when one has come to this part of it.
func scrolled(address, part string) func(*studio, *browser.Tab) error {
	return func(_ *studio, tab *browser.Tab) error {
		if err := tab.Go(address); err != nil {
			return err
		}
		_, err := browser.Eval[bool](tab, `(() => { document.querySelector("`+part+`").previousElementSibling.scrollIntoView(); scrollBy(0, -210); return true })()`)
		return err
	}
}

// pressed is where the first thing on a page that begins with these words leads.
func pressed(address, words string) func(*studio, *browser.Tab) error {
	return func(_ *studio, tab *browser.Tab) error {
		if err := tab.Go(address); err != nil {
			return err
		}
		to, err := browser.Eval[string](tab, fmt.Sprintf(`[...document.links].find((a) => a.textContent.trim().startsWith(%q))?.pathname ?? ""`, words))
		if err != nil {
			return err
		}
		if to == "" {
			return fmt.Errorf("nothing on %s begins with %q", address, words)
		}
		return tab.Go(to)
	}
}

// fits answers as far as the question which group fits.
func fits(_ *studio, tab *browser.Tab) error {
	next := func() error { return tab.Follow("Continue") }
	for _, step := range []func() error{
		func() error { return tab.Go("/s/harbour-lane/ask") },
		func() error { return tab.Follow("Start") },
		func() error { return tab.Choose("Yes") }, next,
		func() error { return tab.Fill("Day", "14") },
		func() error { return tab.Fill("Month", "11") },
		func() error { return tab.Fill("Year", "2026") }, next,
		func() error { return tab.Choose("One") }, next,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// question is the first of the check-in.
func question(s *studio, tab *browser.Tab) error {
	if err := tab.Go("/home"); err != nil {
		return err
	}
	if err := tab.Follow("How was your week?"); err != nil {
		return err
	}
	return tab.Follow("Start")
}

// outcome is the page of a group that has finished with most answers.
func outcome(s *studio, tab *browser.Tab) error {
	var id string
	err := s.Rooms.DB.View(context.Background(), func(tx *store.Tx) error {
		return tx.QueryRow(`
SELECT g.id FROM programme_group g JOIN service v ON v.id = g.service_id JOIN place p ON p.group_id = g.id JOIN response r ON r.place_id = p.id
WHERE v.slug = 'harbour-lane' AND r.timepoint = 'after' AND r.state = 'complete' GROUP BY g.id ORDER BY COUNT(*) DESC, g.id LIMIT 1`).Scan(&id)
	})
	if err != nil {
		return err
	}
	return tab.Go("/desk/outcomes/groups/" + id)
}
