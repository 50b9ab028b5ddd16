package ui

import (
	"regexp"
	"strings"
	"testing"
)

// What a phone on a poor line has to fetch, packed.
const (
	mostCare   = 9 << 10 // so that page and sheet together stay under the 14 KB of a first round trip
	mostDesk   = 6 << 10
	mostScript = 2 << 10
	mostPocket = 6 << 10 // the companion's script: it comes after the page, once, and works without a network then
	mostArt    = 3 << 10 // a drawing, as it stands in the page
)

func TestFilesStaySmall(t *testing.T) {
	a, err := LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	for path, asset := range a.All() {
		most := mostScript
		switch {
		case strings.Contains(path, "/care."):
			most = mostCare
		case strings.Contains(path, "/desk."):
			most = mostDesk
		case strings.Contains(path, "/pocket."):
			most = mostPocket
		}
		if len(asset.Gzip) > most {
			t.Errorf("%s: %d bytes packed, at most %d", path, len(asset.Gzip), most)
		}
	}
}

func TestDrawingsStaySmallAndPlain(t *testing.T) {
	// The group is five people and a place: it may take what five people take, and packs to less than one.
	for name := range pictures {
		got := html(t, Drawing(name))
		if most := mostArt; name != DrawGroup && len(got) > most {
			t.Errorf("%s: %d bytes, at most %d", name, len(got), most)
		}
		if packed, err := pack([]byte(got)); err != nil || len(packed) > mostArt {
			t.Errorf("%s: %d bytes packed, at most %d (%v)", name, len(packed), mostArt, err)
		}
		if regexp.MustCompile(` (id|style|fill|stroke)="`).MatchString(got) {
			t.Errorf("%s has an id, a style or a colour of its own: classes only", name)
		}
	}
}

func TestEveryNameHasItsDrawing(t *testing.T) {
	for _, name := range []DrawingName{DrawGroup, DrawHolding, DrawTalking, DrawVideo, DrawPostponed, DrawOffer, DrawNothing, DrawStill, DrawQuestions, DrawSent} {
		if pictures[name].shapes == "" || pictures[name].viewBox == "" {
			t.Errorf("%s is empty", name)
		}
	}
	for _, name := range []IconName{IconToday, IconEnquiries, IconGroups, IconFamilies, IconOutcomes, IconExit, IconArrow, IconPhone, IconVideo, IconClock, IconText, IconMail,
		IconPlace, IconPerson, IconLock, IconPrint, IconDownload, IconAdd, IconSearch, IconPaper, IconSettings, IconWarning, IconTick, IconHelp} {
		if iconShapes[name] == "" {
			t.Errorf("icon %s is empty", name)
		}
	}
}
