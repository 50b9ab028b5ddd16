package people

import (
	"math/rand/v2"
	"strings"
)

// origin is one of the communities around a harbour: names as they are written
// there, the language spoken at home and how often an interpreter is needed.
type origin struct {
	share       int // in a hundred
	lang        string
	interpreter int // in a hundred
	women, men  []string
	girls, boys []string
	surnames    []string
	long        bool // people write several given names or surnames
	her         func(string) string
}

// herSurname is the form of a surname that women and girls bear.
func (o origin) herSurname(surname string) string {
	if o.her == nil {
		return surname
	}
	return o.her(surname)
}

func (o origin) whole(given, surname string, r *rand.Rand) string {
	if o.long && r.IntN(2) == 0 {
		return given + " " + other(r, o.women, given) + " " + other(r, o.surnames, surname) + " de " + surname
	}
	return given + " " + surname
}

// other picks something else than what there is.
func other(r *rand.Rand, list []string, than string) string {
	i := r.IntN(len(list))
	if list[i] == than {
		i = (i + 1) % len(list)
	}
	return list[i]
}

// polishHer and ukrainianHer turn a surname that has two forms.
func polishHer(s string) string {
	return strings.NewReplacer("ski", "ska", "cki", "cka", "dzki", "dzka").Replace(s)
}

func ukrainianHer(s string) string {
	if base, ok := strings.CutSuffix(s, "ський"); ok {
		return base + "ська"
	}
	return s
}

// origins add up to a hundred.
var origins = []origin{
	{
		share: 48, lang: "en",
		women:    []string{"Harriet", "Hannah", "Imogen", "Megan", "Bethany", "Rachel", "Kirsty", "Gemma", "Holly", "Naomi", "Jodie", "Lauren", "Erin", "Bridget", "Bryony", "Paula", "Fern", "Alison", "Robyn"},
		men:      []string{"Callum", "Darren", "Joe", "Lewis", "Rob", "Sean", "Craig", "Adam", "Luke", "Gareth", "Stuart", "Neil"},
		girls:    []string{"Ivy", "Poppy", "Elsie", "Nora", "Wren", "Daisy", "Maeve", "Orla", "Edie", "Hazel", "Bonnie", "Mabel"},
		boys:     []string{"Caleb", "Arlo", "Jude", "Finn", "Rory", "Alfie", "Ted", "Otis", "Euan", "Toby", "Albie", "Reuben"},
		surnames: []string{"Brennan", "Hartley", "Marsden", "Pryce", "Bexley", "Thornley", "Cassidy", "Holloway", "Radcliffe", "Penrose", "Whitaker", "Ashdown", "Lomax", "Fairbairn", "Tranter", "Gallacher", "Yarwood", "Selby", "Kirkbride", "Trewin"},
	},
	{
		share: 12, lang: "en",
		women:    []string{"Parveen", "Farhana", "Nusrat", "Sadia", "Sumaiya", "Rukhsana", "Anjali", "Meera", "Tasnim", "Shabana", "Kiran"},
		men:      []string{"Imran", "Faisal", "Rajesh", "Kamal", "Arif", "Sanjay", "Tariq"},
		girls:    []string{"Aisha", "Zara", "Inaya", "Anaya", "Diya", "Hafsa", "Maryam"},
		boys:     []string{"Idris", "Ibrahim", "Rayan", "Arjun", "Yusuf", "Kabir", "Haris"},
		surnames: []string{"Rahman", "Chowdhury", "Hussain", "Patel", "Mistry", "Begum", "Siddiqui", "Miah"},
	},
	{
		share: 9, lang: "pl", interpreter: 25, her: polishHer,
		women:    []string{"Joanna", "Agnieszka", "Beata", "Dorota", "Iwona", "Kasia", "Małgorzata", "Zofia", "Ewelina"},
		men:      []string{"Paweł", "Tomasz", "Łukasz", "Krzysztof", "Michał"},
		girls:    []string{"Hania", "Zuzia", "Lena", "Pola", "Maja"},
		boys:     []string{"Olek", "Staś", "Franek", "Kuba", "Ignacy"},
		surnames: []string{"Nowakowski", "Wiśniewski", "Zieliński", "Kowalczyk", "Górecki", "Sobczak"},
	},
	{
		share: 6, lang: "uk", interpreter: 50, her: ukrainianHer,
		women:    []string{"Ганна", "Ірина", "Наталія", "Oksana", "Yuliia", "Софія"},
		men:      []string{"Андрій", "Dmytro", "Тарас", "Олексій"},
		girls:    []string{"Злата", "Мілана", "Соломія", "Дарина"},
		boys:     []string{"Матвій", "Назар", "Данило", "Лев"},
		surnames: []string{"Коваленко", "Шевчук", "Мельник", "Лісовський", "Ткаченко", "Гончар"},
	},
	{
		share: 6, lang: "ar", interpreter: 55,
		women:    []string{"أمل", "مريم", "نور", "هدى", "رنا", "سلمى"},
		men:      []string{"يوسف", "خالد", "عمر", "سامر"},
		girls:    []string{"ليان", "جنى", "تالا", "ياسمين"},
		boys:     []string{"آدم", "كريم", "ريان", "زيد"},
		surnames: []string{"الحسن", "الخطيب", "منصور", "حداد", "العلي", "درويش"},
	},
	{
		share: 8, lang: "en",
		women:    []string{"Chiamaka", "Folake", "Abena", "Blessing", "Efua", "Ngozi"},
		men:      []string{"Kwame", "Chidi", "Femi", "Emeka"},
		girls:    []string{"Zuri", "Amara", "Temi", "Ama"},
		boys:     []string{"Kofi", "Tobi", "Ezra", "Jayden"},
		surnames: []string{"Adeyemi", "Mensah", "Okonkwo", "Boateng", "Balogun", "Asante"},
	},
	{
		share: 5, lang: "pt", interpreter: 20, long: true,
		women:    []string{"Maria", "Beatriz", "Luciana", "Conceição", "Inês"},
		men:      []string{"João", "Rui", "Thiago", "António"},
		girls:    []string{"Lara", "Clara", "Alice"},
		boys:     []string{"Davi", "Tomás", "Miguel"},
		surnames: []string{"Albuquerque", "Vasconcelos", "Figueiredo", "Nascimento", "Magalhães"},
	},
	{
		share: 3, lang: "zh", interpreter: 35,
		women:    []string{"Xiaoyan", "Mei Ling", "Jiayi"},
		men:      []string{"Wei", "Jun", "Haoran"},
		girls:    []string{"Yutong", "Mia"},
		boys:     []string{"Zihan", "Leo"},
		surnames: []string{"Chen", "Huang", "Lau", "Zhou"},
	},
	{
		share: 3, lang: "cy",
		women:    []string{"Bethan", "Angharad", "Nia", "Cerys"},
		men:      []string{"Rhys", "Gethin", "Ieuan"},
		girls:    []string{"Seren", "Mali", "Eira"},
		boys:     []string{"Macsen", "Osian", "Emrys"},
		surnames: []string{"Griffiths", "Llewellyn", "Pritchard", "Bowen"},
	},
}
