package history

import (
	"math/rand/v2"
	"strings"
)

// note writes two lines about a dyad. {baby} and {carer} are what they are called.
func note(r *rand.Rand, wells []string, carer, baby string) (well, next string) {
	fill := strings.NewReplacer("{carer}", carer, "{baby}", baby)
	well = fill.Replace(pick(r, wells))
	if r.IntN(4) > 0 {
		next = fill.Replace(pick(r, nextTime))
	}
	return well, next
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// wellExpecting is what went well while a baby was expected.
var wellExpecting = []string{
	"{carer} put a hand where the kick was before finishing the sentence.",
	"{carer} said out loud what is frightening about the birth. Two others nodded.",
	"Told us what {carer} was sung to as a child, and hummed a line of it.",
	"{carer} knows now who to ring at night, and has the number written down.",
	"{carer} spoke to the baby for the first time in front of somebody. Very quietly.",
	"They disagreed about the nights and stayed kind.",
	"{carer} asked the midwife the question that had waited for weeks.",
	"{carer} drew who is there in the first weeks, and found one person more.",
	"{carer} practised holding with the doll and laughed. Then was quite still with it.",
}

// wellAnyWeek is what went well and could in any week.
var wellAnyWeek = []string{
	"{baby} looked up, {carer} smiled back before saying a word.",
	"{carer} stepped out when it got loud, came back in and told us why. That took courage.",
	"{baby} cried for some minutes. {carer} stayed close and kept a low voice until it passed.",
	"{carer} sang the whole hello song this time. {baby} kicked with both feet.",
	"{carer} noticed that {baby} was tired before anybody else did.",
	"Came although the night was bad. {baby} slept on {carer}'s chest through the round.",
	"{carer} laughed with {baby} twice. Said that it has been a while.",
	"{baby} reached for {carer}'s face and {carer} leaned in.",
	"{carer} said aloud what {baby} might be feeling, and {baby} turned to the voice.",
	"{carer} asked another parent how they manage the evenings. First time of asking.",
	"{baby} found {carer} across the ring by looking. {carer} waved.",
	"{carer} put the phone away without being asked and lay down on the mat.",
	"Nappy change was a small game: {carer} waited, {baby} answered each time.",
	"{carer} let {baby} look away and did not hurry to get the eyes back.",
	"{carer} told us what went well this week before telling us what did not.",
	"{baby} startled at the door, {carer} had a hand there at once.",
}

// wellByWeek is what went well with the theme of each week.
var wellByWeek = [8][]string{
	{
		"{carer} told how {baby} came by the name, and everybody looked at {baby} kindly.",
		"Quiet, and stayed to the end. {baby} liked the scarf, {carer} liked that.",
		"{carer} watched for the whole three minutes and saw that {baby} listens with the hands.",
	},
	{
		"{carer} drew the day and found one hour that is good. It is the bath.",
		"{carer} has a crying plan now, with a name to ring at night.",
		"{carer} said that {baby}'s nights are not a fault of anybody.",
	},
	{
		"Four turns between {baby} and {carer}: sound, sound, smile, sound.",
		"{carer} copied {baby}'s tongue and waited. {baby} did it again.",
		"{carer} found out that {baby} begins, if one waits.",
	},
	{
		"{carer} said 'I was angry and put {baby} down safely'. The group nodded.",
		"{carer} named two feelings at once, and then {baby}'s.",
		"A hard week. {carer} spoke of it without blaming {baby} or herself or himself.",
	},
	{
		"{carer} told us about the worry that comes at four, and was not alone with it.",
		"{carer} has told the health visitor about the low days. We said how right that was.",
		"Sad today, and still every look of {baby}'s was answered.",
	},
	{
		"{carer} made up with {baby} after the fright, slowly and with a song.",
		"{carer} showed the others the safe place at home where {baby} can lie.",
		"{carer} asked where help is to be had at night, and wrote it down.",
	},
	{
		"Three breaths together. {baby} went soft in the arms, {carer} too.",
		"{carer} saw that {baby} was drowsy, not hungry, and was right.",
		"{carer} held a foot and waited for a yes. {baby} stretched the other one out.",
	},
	{
		"{carer} wrote the letter, and read one line of it to {baby}.",
		"{carer} said what {baby} can do now: laugh out loud at the same joke.",
		"{carer} stayed for the goodbye and took a while with it.",
	},
}

// nextTime is what to hold in mind. It never says more than a colleague needs.
var nextTime = []string{
	"Ask how the nights are.",
	"Seat near the door helps {carer}.",
	"Ask about the call with the health visitor.",
	"Give {carer} the list of what is on over the holidays.",
	"Start by asking what {baby} showed this week.",
	"Leave time at the end, {carer} tends to stay.",
	"{carer} starts work again soon. Talk about mornings.",
	"Keep an eye on how {carer} sleeps.",
	"Bring the song in {carer}'s own language.",
	"Ask who is there at the weekend.",
	"Praise the waiting. It is new.",
	"Check that the bus times still work.",
}

// Why a call was made, and what came of it.
var (
	callsMissed  = []string{"Rang to say that we missed them. No answer, no message left.", "Rang twice this afternoon. It rang out.", "Rang. Somebody else picked up, so we said it was a wrong number."}
	callsReached = []string{"Spoke with {carer}. {baby} has been ill, they hope to be back next week.", "Good talk. {carer} was afraid of having missed too much. Told them where we are.", "{carer} is at a sister's for now. Will come again from next week."}
)

// Why the group did not meet, in words for the public.
var daysOff = []string{
	"One of us was ill, and the group needs two.",
	"The heating in the room had failed.",
	"The trains were not running that day.",
}

// What a coordinator wrote when a place ended.
var withdrawnWhy = []string{
	"Back at work earlier than planned.",
	"Moving away.",
	"Has found a group nearer home.",
	"It is too much just now. May ask again for something else.",
}

// What somebody did about a risk, from first try to the end.
var (
	alertTried = []string{
		"Rang. No answer, and no message, as agreed. Trying again at four.",
		"Rang twice. Asked the duty worker to try in the evening.",
	}
	alertClosed = map[string][]string{
		"self-harm": {
			"Spoke for half an hour. Thoughts that come and go, no plan, not alone at home. Saw the GP the same day, with consent. Safety plan written together. Next call Thursday.",
			"Met before the session. It was about the first weeks, not now. Not at risk today. GP knows, perinatal team informed with consent.",
			"Visited with the health visitor. Perinatal mental health team saw them the next day. They know whom to ring at night.",
		},
		"harm-to-infant": {
			"Visited the same day. Intrusive thoughts that frighten, no wish to act. Explained how common these are. GP appointment made, seen within the week.",
		},
		"wants-to-talk": {
			"Rang the same afternoon. Worried about feeding. Put in touch with the feeding team.",
			"Talked after the session about money. Filled in the form for the grant together.",
			"Rang. Wanted to tell somebody about the birth. Offered the listening service, first date fixed.",
			"Short call. A hard week, better now. Will speak up at the session.",
		},
		"said": {"Talked it through on the day. Written up with the lead, no further step needed."},
	}
)

// coders are trained to rate films of play. They belong to a university next door
// and have no account here.
var coders = []string{"H. Brandt", "L. Osei", "M. Ferreira", "C. Whelan"}
