// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Permit} from "../../contracts/interfaces/IConsents.sol";
import {Hold, Patient} from "../../contracts/interfaces/IPatients.sol";
import {Incapacity, Power, Proxy} from "../../contracts/interfaces/IProxies.sol";
import {ControlGhost} from "./ControlGhost.sol";
import {ControlHandler} from "./ControlHandler.sol";
import {World} from "./World.sol";
import {Access, packAccess} from "./Words.sol";

// Who acts for a patient, after any acts of anybody, in any order. (To run this file alone, name ControlHandler.sol beside it.)
contract ControlLawsTest is World {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint48[2] private patients = [4, 5];
    ControlHandler private handler;

    function setUp() public override {
        handler = new ControlHandler();
        registry = handler.deployed();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), new bytes4[](17));
        bytes4[17] memory deeds = [
            handler.pass.selector,
            handler.offer.selector,
            handler.keepOffer.selector,
            handler.sendKeptOffer.selector,
            handler.accept.selector,
            handler.claim.selector,
            handler.appoint.selector,
            handler.dismiss.selector,
            handler.declareIncapacity.selector,
            handler.endIncapacity.selector,
            handler.chooseRecovery.selector,
            handler.requestRecovery.selector,
            handler.vetoRecovery.selector,
            handler.recover.selector,
            handler.permit.selector,
            handler.revokeOrVoid.selector,
            handler.look.selector
        ];
        for (uint256 i = 0; i < deeds.length; ++i) targets[0].selectors[i] = deeds[i];
    }

    function invariant_onlyTheControllerOffersControl() external view {
        assertNever("control was offered by another than the controller");
        for (uint256 i = 0; i < 2; ++i) vm.assertEq(registry.handoverOf(patients[i]), handler.offered(patients[i]));
    }

    function invariant_controlPassesOnlyToWhoTakesIt() external view {
        assertNever("control passed to one it was not offered to");
        for (uint256 i = 0; i < 2; ++i) {
            Patient memory model = handler.patientModel(patients[i]);
            vm.assertEq(registry.patientOf(patients[i]).controller, model.controller);
            vm.assertEq(registry.patientOf(patients[i]).since, model.since);
        }
    }

    function invariant_onlyTheControllerAppoints() external view {
        assertNever("a proxy was appointed by another than the controller");
        for (uint256 i = 0; i < 12; ++i) {
            (uint48 patient, address account) = pairAt(i);
            Proxy memory model = handler.proxyModel(patient, account);
            vm.assertEq(abi.encode(registry.proxyOf(patient, account)), abi.encode(model));
        }
    }

    function invariant_onlyTheControllerOrTheProxyDismisses() external view {
        assertNever("a proxy was dismissed by another than the controller or itself");
    }

    function invariant_onlyTheCustodianStatesAnIncapacity() external view {
        assertNever("an incapacity was stated by another than the custodian");
        assertNever("an incapacity was ended by a stranger to it");
        for (uint256 i = 0; i < 2; ++i) {
            Incapacity memory model = handler.incapacityModel(patients[i]);
            vm.assertEq(abi.encode(registry.incapacityOf(patients[i])), abi.encode(model));
        }
    }

    function invariant_onlyTheControllerChoosesTheRecovery() external view {
        assertNever("a recovery was chosen by another than the controller");
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory model = abi.encode(handler.recoveryModel(patients[i]));
            vm.assertEq(abi.encode(registry.recoveryOf(patients[i])), model);
        }
    }

    function invariant_nobodyButTheRecoveryAccountAsks() external view {
        assertNever("a recovery was asked for by another than its account");
    }

    function invariant_onlyTheControllerRefusesARecovery() external view {
        assertNever("a recovery was refused by another than the controller");
    }

    function invariant_controlNeverPassesBeforeItIsReady() external view {
        assertNever("control passed before it was ready");
    }

    function invariant_noVetoIsOutlived() external view {
        assertNever("control passed after a veto");
    }

    function invariant_aClaimedPatientIsNeverCustodialAgain() external view {
        assertNever("a patient was claimed that was not there to claim");
        for (uint256 i = 0; i < 2; ++i) {
            Patient memory patient = registry.patientOf(patients[i]);
            vm.assertEq(patient.claimedAt, handler.patientModel(patients[i]).claimedAt);
            bool isOwn = patients[i] == 4 || patient.claimedAt != 0;
            vm.assertEq(uint256(patient.hold), uint256(isOwn ? Hold.SELF : Hold.CUSTODIAL));
        }
    }

    function invariant_everyActOnWhoActsRaisesTheEpochByOne() external view {
        for (uint256 i = 0; i < 2; ++i) {
            vm.assertEq(registry.epochOf(patients[i]), handler.patientModel(patients[i]).epoch);
        }
    }

    function invariant_noActIsTakenThatWasSignedBeforeAnother() external view {
        assertNever("an act was taken that was signed before another");
    }

    function invariant_onlyWhoHasThePowerPermits() external view {
        assertNever("a permit by one without the power");
    }

    function invariant_onlyWhoHasThePowerTakesBack() external view {
        assertNever("a consent was taken back by one without the power");
    }

    function invariant_whoIsEntitledIsNeverRefused() external view {
        assertNever("who is entitled was refused");
    }

    function invariant_aProxysPermitNeverOutlastsItsPower() external view {
        ControlGhost.Granted[] memory granted = handler.granted();
        for (uint256 i = 0; i < granted.length; ++i) {
            Permit memory permit_ = registry.permitOf(granted[i].patient, granted[i].scope, radiologist);
            if (permit_.version == granted[i].version) vm.assertLe(permit_.until, granted[i].powerUntil, "outlasts");
        }
    }

    function invariant_aDismissedProxyHasNoPower() external view {
        for (uint256 i = 0; i < 12; ++i) {
            (uint48 patient, address account) = pairAt(i);
            if (handler.dismissed(patient, account)) assertReadsOnlyAsController(patient, account);
        }
    }

    function invariant_whoACustodialKeyAppointedHasNoPowerAfterTheClaim() external view {
        for (uint256 i = 0; i < 12; ++i) {
            (uint48 patient, address account) = pairAt(i);
            bool isOver = registry.proxyOf(patient, account).custodial && registry.patientOf(patient).claimedAt != 0;
            if (isOver) assertReadsOnlyAsController(patient, account);
        }
    }

    function invariant_aSpringingProxyHasNoPowerWithoutAnIncapacity() external view {
        for (uint256 i = 0; i < 12; ++i) {
            (uint48 patient, address account) = pairAt(i);
            Incapacity memory incapacity = registry.incapacityOf(patient);
            bool isIncapable = incapacity.from <= handler.clock() && handler.clock() < incapacity.until;
            if (isIncapable || !registry.proxyOf(patient, account).springing) continue;
            assertReadsOnlyAsController(patient, account);
        }
    }

    function invariant_aCustodialKeyNeverReadsAsThePatient() external view {
        for (uint256 i = 0; i < 2; ++i) {
            Patient memory patient = registry.patientOf(patients[i]);
            if (patient.hold == Hold.SELF || handler.powerUntil(patients[i], patient.controller, Power.ACCESS) != 0) {
                continue;
            }
            vm.assertTrue(basisNow(patients[i], patient.controller) != Basis.PATIENT, "a custodial key read");
        }
    }

    function invariant_whoReadsAsThePatientIsThePatientOrAProxyInForce() external view {
        for (uint256 i = 0; i < 12; ++i) {
            (uint48 patient, address account) = pairAt(i);
            Patient memory model = handler.patientModel(patient);
            bool isPatient = model.controller == account && model.hold == Hold.SELF;
            bool reads = isPatient || handler.powerUntil(patient, account, Power.ACCESS) != 0;
            vm.assertTrue((basisNow(patient, account) == Basis.PATIENT) == reads, "reads as the patient");
        }
    }

    /// @dev What is no longer known becomes UNDETERMINED; nothing becomes its contrary.
    function invariant_aVerdictOnThePatientsSideIsNeverContradictedLater() external view {
        ControlGhost.Stated[] memory stated = handler.stated();
        for (uint256 i = 0; i < stated.length; ++i) {
            Basis basis = basisAt(stated[i].patient, stated[i].account, stated[i].time);
            vm.assertTrue(uint8(basis) == stated[i].basis || basis == Basis.UNDETERMINED, "contradicted");
        }
    }

    function invariant_patientsKeepTheirCustodianAndTheirNumber() external view {
        vm.assertEq(registry.patientCount(), 5);
        for (uint256 i = 0; i < 2; ++i) vm.assertEq(registry.patientOf(patients[i]).custodian, hospital);
    }

    function assertReadsOnlyAsController(uint48 patient, address account) private view {
        Patient memory state = registry.patientOf(patient);
        if (state.controller == account && state.hold == Hold.SELF) return;
        vm.assertTrue(basisNow(patient, account) != Basis.PATIENT, "a power that is over");
    }

    function basisNow(uint48 patient, address account) private view returns (Basis) {
        return basisAt(patient, account, handler.clock());
    }

    function basisAt(uint48 patient, address account, uint40 time) private view returns (Basis basis) {
        Access memory a = Access(account, time, TREAT, READ, BY_PATIENT, 0);
        (basis, ) = registry.basisOf(AccessEntry(handler.recordOf(patient), 0, packAccess(a)));
    }

    function pairAt(uint256 i) private view returns (uint48 patient, address account) {
        return (patients[i % 2], handler.accountAt(i / 2));
    }

    function assertNever(string memory what) private view {
        vm.assertFalse(handler.happened(what), what);
    }
}
