package ui

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// palette reads the custom properties of one block of tokens.css, with the OKLCH that stands beside each.
func palette(t *testing.T, selector string) (hex, oklch map[string]string) {
	t.Helper()
	css, err := files.ReadFile("assets/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(css), selector+" {")
	if !ok {
		t.Fatalf("no block %s", selector)
	}
	block, _, _ := strings.Cut(rest, "}")
	hex, oklch = map[string]string{}, map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6});(?: /\* oklch\(([^)]+)\))?`).FindAllStringSubmatch(block, -1) {
		hex[m[1]] = m[2]
		if m[3] != "" {
			oklch[m[1]] = m[3]
		}
	}
	return hex, oklch
}

func channels(hex string) [3]float64 {
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		panic(err)
	}
	return [3]float64{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}
}

// luminance and contrast are those of WCAG 2.2.
func luminance(hex string) float64 {
	weights, sum := [3]float64{.2126, .7152, .0722}, 0.0
	for i, c := range channels(hex) {
		if c <= .04045 {
			sum += weights[i] * c / 12.92
			continue
		}
		sum += weights[i] * math.Pow((c+.055)/1.055, 2.4)
	}
	return sum
}

func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

// The table of the design: foreground, ground, ratio in light, ratio in dark.
const designRatios = `
ink paper 15.1 15.2
ink sheet 15.8 13.9
ink sand 14.0 12.3
ink kelp-wash 13.6 11.3
ink lamp-wash 13.9 11.0
ink red-wash 13.7 12.1
paper ink 15.1 15.2
ink-2 paper 8.0 9.6
ink-2 sheet 8.4 8.8
ink-2 sand 7.4 7.8
kelp paper 7.7 11.3
kelp sheet 8.1 10.3
kelp sand 7.1 9.1
kelp kelp-wash 6.9 8.4
on-kelp kelp 8.1 11.2
on-kelp kelp-deep 11.8 13.5
on-lamp lamp 8.4 8.4
rust paper 7.7 11.4
rust lamp-wash 7.0 8.2
red paper 7.1 8.6
red sheet 7.4 7.8
red red-wash 6.5 6.8
on-red red-fill 7.4 6.0
on-focus focus 11.1 13.8
edge paper 4.6 5.1
edge sheet 4.8 4.7
edge sand 4.2 4.1
shade paper 15.1 3.1
red-fill paper 7.1 3.1
mute paper 2.4 3.1`

const (
	leastText    = 5.9
	leastControl = 3.0
)

// carriesNoMeaning may fall under the bounds: it is decoration.
var carriesNoMeaning = map[string]bool{"mute": true}

// drawsOnly is never text.
var drawsOnly = map[string]bool{"edge": true, "shade": true, "red-fill": true}

func TestContrastIsWhatTheDesignPromises(t *testing.T) {
	light, _ := palette(t, ":root")
	dark, _ := palette(t, `:root:not([data-theme="light"])`)
	for line := range strings.Lines(strings.TrimSpace(designRatios)) {
		var fore, ground string
		var want [2]float64
		if _, err := fmt.Sscan(line, &fore, &ground, &want[0], &want[1]); err != nil {
			t.Fatal(err)
		}
		for i, theme := range []map[string]string{light, dark} {
			name := []string{"light", "dark"}[i]
			got := contrast(theme[fore], theme[ground])
			if math.Abs(got-want[i]) > .06 {
				t.Errorf("%s on %s, %s: %.2f, the design says %.1f", fore, ground, name, got, want[i])
			}
			least := leastText
			if drawsOnly[fore] {
				least = leastControl
			}
			if got < least && !carriesNoMeaning[fore] {
				t.Errorf("%s on %s, %s: %.2f is under %.1f", fore, ground, name, got, least)
			}
		}
	}
}

func TestTheReadersChoiceOfDarkIsThePhonesDark(t *testing.T) {
	phones, _ := palette(t, `:root:not([data-theme="light"])`)
	readers, _ := palette(t, `:root[data-theme="dark"]`)
	if len(phones) < 20 {
		t.Fatalf("only %d colours were read", len(phones))
	}
	for name, hex := range phones {
		if readers[name] != hex {
			t.Errorf("%s: %s by the phone, %s by choice", name, hex, readers[name])
		}
	}
}

func TestHexIsTheOKLCHBesideIt(t *testing.T) {
	for _, selector := range []string{":root", `:root:not([data-theme="light"])`} {
		hex, oklch := palette(t, selector)
		for name, source := range oklch {
			var l, c, h float64
			if _, err := fmt.Sscan(source, &l, &c, &h); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			want, got := fromOKLCH(l, c, h), channels(hex[name])
			for i := range want {
				if math.Abs(want[i]-got[i]) > 2.5/255 {
					t.Errorf("%s %s: channel %d is %.0f, oklch(%s) is %.1f", selector, name, i, got[i]*255, source, want[i]*255)
				}
			}
		}
	}
}

// fromOKLCH follows Ottosson, 2020, A perceptual color space for image processing.
func fromOKLCH(l, c, h float64) [3]float64 {
	a, b := c*math.Cos(h*math.Pi/180), c*math.Sin(h*math.Pi/180)
	cube := func(x float64) float64 { return x * x * x }
	lc, mc, sc := cube(l+.3963377774*a+.2158037573*b), cube(l-.1055613458*a-.0638541728*b), cube(l-.0894841775*a-1.291485548*b)
	linear := [3]float64{
		4.0767416621*lc - 3.3077115913*mc + .2309699292*sc,
		-1.2684380046*lc + 2.6097574011*mc - .3413193965*sc,
		-.0041960863*lc - .7034186147*mc + 1.707614701*sc,
	}
	for i, x := range linear {
		x = min(1, max(0, x))
		if x <= .0031308 {
			linear[i] = 12.92 * x
			continue
		}
		linear[i] = 1.055*math.Pow(x, 1/2.4) - .055
	}
	return linear
}
